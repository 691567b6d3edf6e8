-- name: quota_line_find
select id, year, region, track, unit, grantable, granted, reserved, used, amount, version from quota_line
where year = :year and region = :region and track = :track and grantable order by id limit 1

-- name: quota_line_lock
select id, year, region, track, unit, grantable, granted, reserved, used, amount, version from quota_line
where year = :year and region = :region and track = :track and grantable order by id limit 1 for update

-- name: quota_line_take
update quota_line set granted = granted + cast(:places as int) where id = :id

-- name: stream_ensure
insert into stream (kind, id, wrapped_key) values (:kind, :id, :wrapped_key) on conflict (kind, id) do nothing

-- name: quota_included_before
-- The once-only rule over all years and regions: members of this case who were included in a quota in another case, under any
-- of their records; and those of whom somebody who was included looks the same, while nobody has settled that they are two.
with mine as (
  select m.person_id from member m where m.case_id = :case_id and m.left_on is null
), known as (
  select person_id from mine union select x.id from mine join person x on x.merged_into = mine.person_id
), likeness as (
  select d.person_b as person_id from known k join duplicate d on d.person_a = k.person_id where d.state = 'open' and d.verdict in ('same','said')
  union all select d.person_a from known k join duplicate d on d.person_b = k.person_id where d.state = 'open' and d.verdict in ('same','said')
), included as (
  select distinct o.person_id from member o join case_file c on c.id = o.case_id
  where o.person_id = any(array(select person_id from known union select person_id from likeness)) and o.quota_standing = 'included' and o.case_id <> :case_id
    and c.merged_into is distinct from cast(:case_id as bigint)
)
select (select count(*) from known join included using (person_id)) as included, (select count(*) from likeness join included using (person_id)) as alike

-- name: quota_line_of
select id, year, region, track, unit, grantable, granted, reserved, used, amount, version from quota_line where id = :id

-- name: quota_line_lock_of
select id, year, region, track, unit, grantable, granted, reserved, used, amount, version from quota_line where id = :id for update

-- name: quota_line_give_back
-- Places come back to the line they were taken from; no more than it has given.
update quota_line set granted = granted - cast(:places as int) where id = :id and granted >= cast(:places as int)

-- name: quota_grants_of_family
-- The inclusions in force of a case and of those that went into it, the case's own first.
select d.id, d.case_id, c.number, d.line_id, d.places, d.decided_on
from decision d join case_file c on c.id = d.case_id
where (c.id = :case_id or c.merged_into = :case_id) and d.kind = 'quota' and d.state = 'approved' and d.line_id is not null and d.places > 0
  and not exists (select 1 from decision x where x.kind = 'quota_return' and x.state = 'approved' and x.subject_id = d.id)
order by c.id <> :case_id, d.id
