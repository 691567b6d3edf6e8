-- name: portal_pairs
-- Every pair of case and person that may open the case of this number. A case that was merged leads to the one it
-- went into; its own strips still count for persons who came along and belong there now.
with recursive way as (
  select id, merged_into, 0 as depth from case_file where number = :number
  union all
  select c.id, c.merged_into, w.depth + 1 from case_file c join way w on c.id = w.merged_into where w.depth < 8
), last as (
  select id from way order by depth desc limit 1
)
select l.id as case_id, m.case_id as strip_case_id, m.person_id as strip_person_id, f.person_id, m.strip_issue
from way w cross join last l
join member m on m.case_id = w.id
join person x on x.id = m.person_id
join member f on f.case_id = l.id and f.person_id = coalesce(x.merged_into, x.id) and f.left_on is null and not f.strip_revoked
join person p on p.id = f.person_id and p.died_on is null
where m.strip_issue > 0 and not m.strip_revoked
  and (m.left_on is null or m.case_id <> l.id and m.left_on = f.joined_on)
order by m.id

-- name: portal_case
-- What the status page tells of a case, for a person who still belongs to it with a strip that still counts.
with recursive way as (
  select id, merged_into, 0 as depth from case_file where id = :case_id
  union all
  select c.id, c.merged_into, w.depth + 1 from case_file c join way w on c.id = w.merged_into where w.depth < 8
), last as (
  select id from way order by depth desc limit 1
)
select c.id, c.number, c.status, c.sealed, c.closed_on, c.close_reason, c.settled_on,
  o.name_kk, o.name_ru, o.name_en, o.phone, o.hours_kk, o.hours_ru, o.hours_en
from last l join case_file c on c.id = l.id join office o on o.id = c.office_id
where exists (
  select 1 from member m join person p on p.id = m.person_id
  where m.case_id = c.id and m.person_id = (select coalesce(x.merged_into, x.id) from person x where x.id = :person_id) and m.left_on is null and not m.strip_revoked and p.died_on is null)

-- name: portal_event
-- The newest event that the family may read. A task of the protection officer is never told, whoever marked it.
select e.kind, e.code, e.happened_on from event e
where e.stream_kind = 'case' and e.stream_id = :case_id and e.audience = 'migrant'
  and not exists (select 1 from task t where e.subject_kind = 'task' and t.id = e.subject_id and t.role = 'protection')
order by e.id desc limit 1

-- name: portal_slip
-- What the check of a slip tells: whether this slip is the newest of its case, and where the case stands that goes on.
select c.id, coalesce(g.status, c.status) as status, coalesce(g.stage, c.stage) as stage, c.sealed or coalesce(g.sealed, false) as sealed, c.slip_issue
from case_file c left join case_file g on g.id = (
  with recursive goes as (select x.id, x.merged_into from case_file x where x.id = c.merged_into union all select y.id, y.merged_into from goes join case_file y on y.id = goes.merged_into)
  select id from goes where merged_into is null)
where c.number = :number
