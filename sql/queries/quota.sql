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
-- Members of this case who ask and were included in a quota in another case: the once-only rule over all years and regions.
select count(*) as n from member m join member o on o.person_id = m.person_id and o.case_id <> m.case_id
where m.case_id = :case_id and m.left_on is null and m.quota_standing <> 'included' and o.quota_standing = 'included'
