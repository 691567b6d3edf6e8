-- name: day_rows
-- One row per family of a person, in its group (casefile.GroupOf computes the same); at most :per of each group.
with mine as (
  select c.id, c.number, c.track, c.stage, c.head_name, c.head_lang, c.persons, c.next_task_id, c.next_due, c.next_state, c.open_tasks,
    case when c.next_state = 'returned' then 'returned'
         when c.next_state = 'ours' and c.next_due < nk_today() then 'overdue'
         when c.next_state = 'ours' and c.next_due = nk_today() then 'today'
         when c.next_state = 'ours' and c.next_due <= nk_today() + (7 - cast(extract(isodow from nk_today()) as int)) then 'this_week'
         when c.next_state = 'others' then 'waiting' else 'later' end as grp
  from case_file c
  where c.owner_id = :scope_actor and c.status in ('registered','in_progress','follow_up') and (:track = '' or c.track = :track)
    and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)
), ranked as (
  select m.id, m.number, m.track, m.stage, m.head_name, m.head_lang, m.persons, m.next_task_id, m.next_due, m.next_state, m.open_tasks, m.grp,
    row_number() over (partition by m.grp order by
      case when :sort = 'number' then m.number end, case when :sort = 'family' then m.head_name end collate "kk-x-icu", m.next_due nulls last, m.id) as rn,
    count(*) over (partition by m.grp) as n
  from mine m
)
select r.id, r.number, r.track, r.stage, r.head_name, r.head_lang, r.persons, coalesce(r.next_task_id, 0) as task_id, r.next_due, r.next_state, r.open_tasks, r.grp, r.n,
  coalesce(t.key, '') as key, coalesce(t.step, '') as step, coalesce(t.state, '') as state, coalesce(t.role, '') as role, coalesce(t.title, '') as title,
  t.paused_on, coalesce(t.pause_reason, '') as pause_reason, coalesce(t.returned_reason, '') as returned_reason,
  coalesce(p.title_kk, '') as title_kk, coalesce(p.title_ru, '') as title_ru, coalesce(p.title_en, '') as title_en,
  t.key = 'inspect_dwelling' and exists (select 1 from offer f where f.case_id = r.id and f.state = 'accepted' and f.inspected_on is null and f.offered_by = :scope_actor) as other_person
from ranked r left join task t on t.id = r.next_task_id left join step_template p on p.id = t.template_id
where (:grp = '' and r.rn <= cast(:per as int)) or (r.grp = :grp and r.rn > cast(:after as int) and r.rn <= cast(:after as int) + 100)
order by r.grp, r.rn

-- name: unassigned_rows
-- The unassigned list of an office; n counts all of it.
select c.number, c.track, c.stage, c.head_name, c.head_lang, c.persons, c.next_due, c.opened_on, count(*) over () as n from case_file c
where c.owner_id is null and c.office_id = :office_id and c.status in ('registered','in_progress','follow_up')
  and (:scope_all or c.region = :scope_region or c.office_id = :scope_office) and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor)
  and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)
order by c.next_due nulls last, c.id limit 25

-- name: inspection_rows
-- Dwellings taken by families of others, which somebody other than who offered them must look at: anybody of the scope.
select c.number, c.track, c.stage, c.head_name, c.head_lang, c.persons, t.id as task_id, t.key, t.due_on as next_due, t.state, coalesce(a.name, '') as owner,
  p.title_kk, p.title_ru, p.title_en, count(*) over () as n
from task t join case_file c on c.id = t.case_id join offer f on f.case_id = c.id and f.state = 'accepted' and f.inspected_on is null and f.offered_by <> :scope_actor
  join step_template p on p.id = t.template_id left join account a on a.id = c.owner_id
where t.key = 'inspect_dwelling' and t.state in ('open','returned') and c.owner_id is distinct from :scope_actor and c.status in ('registered','in_progress','follow_up')
  and (:scope_all or c.region = :scope_region or c.office_id = :scope_office) and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor)
  and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)
order by t.due_on nulls last, c.id limit 100

-- name: role_rows
-- One row per family with a task of a role that is not the caseworker's: its most urgent one; n counts all families.
with due as (
  select distinct on (t.case_id) t.case_id, t.id, t.key, t.step, t.state, t.due_on, t.paused_on, t.pause_reason, t.returned_reason, t.template_id, t.title, t.opened_at,
    count(*) over (partition by t.case_id) as open_tasks
  from task t where t.role = :role and t.state in ('open','paused','returned','proposed')
  order by t.case_id, t.state = 'returned' desc, t.state in ('paused','proposed'), t.due_on nulls last, t.ord, t.id
)
select c.number, c.track, c.stage, c.head_name, c.head_lang, c.persons, d.id as task_id, d.key, d.step, d.state, d.due_on as next_due, d.open_tasks, d.paused_on, d.pause_reason, d.returned_reason,
  coalesce(d.title, '') as title, coalesce(p.title_kk, '') as title_kk, coalesce(p.title_ru, '') as title_ru, coalesce(p.title_en, '') as title_en,
  coalesce(a.name, '') as owner, o.name_kk as office_kk, o.name_ru as office_ru, o.name_en as office_en, o.phone as office_phone, count(*) over () as n
from due d join case_file c on c.id = d.case_id join office o on o.id = c.office_id left join account a on a.id = c.owner_id left join step_template p on p.id = d.template_id
where c.status in ('registered','in_progress','follow_up')
  and (:scope_all or c.region = :scope_region or c.office_id = :scope_office) and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor)
  and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)
order by d.due_on nulls last, c.id limit 200

-- name: role_counts
-- The same families as role_rows, as numbers beside the navigation.
select count(distinct c.id) filter (where t.due_on <= nk_today()) as due, count(distinct c.id) filter (where t.due_on < nk_today()) as late
from task t join case_file c on c.id = t.case_id
where t.role = :role and t.state in ('open','returned') and c.status in ('registered','in_progress','follow_up')
  and (:scope_all or c.region = :scope_region or c.office_id = :scope_office) and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor)
  and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)

-- name: cases_rows
-- The cases of a reader's scope, by due date; keyset (due, id). cases_count and board_figures have the same conditions.
select c.id, c.number, c.track, c.status, c.stage, c.head_name, c.head_lang, c.persons, c.next_due, c.next_state, coalesce(a.name, '') as owner, o.name_kk as office_kk, o.name_ru as office_ru, o.name_en as office_en
from case_file c join office o on o.id = c.office_id left join account a on a.id = c.owner_id
where (:scope_all or c.region = :scope_region or c.office_id = :scope_office) and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor)
  and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)
  and (:state = 'all' or (:state = 'open' and c.status in ('registered','in_progress','follow_up')) or (:state = 'closed' and c.status in ('refused','withdrawn','closed_early','settled'))
    or (:state = 'settled' and c.status = 'follow_up') or (:state = 'late' and c.status in ('registered','in_progress','follow_up') and c.next_state in ('ours','returned') and c.next_due < nk_today())
    or (:state = 'waiting' and c.status in ('registered','in_progress','follow_up') and c.next_state = 'others')
    or (:state = 'unassigned' and c.owner_id is null and c.status in ('registered','in_progress','follow_up')))
  and (:track = '' or c.track = :track) and (cast(:owner as bigint) = 0 or c.owner_id = cast(:owner as bigint))
  and (coalesce(c.next_due, date '9999-12-31'), c.id) > (cast(:after_due as date), cast(:after_id as bigint))
order by coalesce(c.next_due, date '9999-12-31'), c.id limit 51

-- name: cases_count
select count(*) as n, coalesce((select a.name from account a join office o on o.id = a.office_id
    where a.id = cast(:owner as bigint) and (:scope_all or o.region = :scope_region or o.id = :scope_office)), '') as owner
from case_file c
where (:scope_all or c.region = :scope_region or c.office_id = :scope_office) and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor)
  and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)
  and (:state = 'all' or (:state = 'open' and c.status in ('registered','in_progress','follow_up')) or (:state = 'closed' and c.status in ('refused','withdrawn','closed_early','settled'))
    or (:state = 'settled' and c.status = 'follow_up') or (:state = 'late' and c.status in ('registered','in_progress','follow_up') and c.next_state in ('ours','returned') and c.next_due < nk_today())
    or (:state = 'waiting' and c.status in ('registered','in_progress','follow_up') and c.next_state = 'others')
    or (:state = 'unassigned' and c.owner_id is null and c.status in ('registered','in_progress','follow_up')))
  and (:track = '' or c.track = :track) and (cast(:owner as bigint) = 0 or c.owner_id = cast(:owner as bigint))

-- name: nav_counts
select (select count(*) from case_file c where c.owner_id = :scope_actor and c.status in ('registered','in_progress','follow_up') and c.next_state in ('ours','returned') and c.next_due <= nk_today()
    and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)) as due,
  (select count(*) from case_file c where c.owner_id = :scope_actor and c.status in ('registered','in_progress','follow_up') and c.next_state in ('ours','returned') and c.next_due < nk_today()
    and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)) as late,
  (select count(*) from decision d join case_file c on c.id = d.case_id where d.state = 'proposed' and :decides and d.proposed_by <> :scope_actor
    and (:scope_all or d.region = :scope_region or d.office_id = :scope_office) and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor)
    and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)) as decisions

-- name: decision_rows
select d.id, d.kind, d.proposed_at, c.number, c.track, c.head_name, c.head_lang, c.persons, a.name as proposer, t.due_on
from decision d join case_file c on c.id = d.case_id join account a on a.id = d.proposed_by left join task t on t.id = d.task_id
where d.state = 'proposed' and d.proposed_by <> :scope_actor and (:scope_all or d.region = :scope_region or d.office_id = :scope_office)
  and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor) and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)
order by t.due_on nulls last, d.id limit 200
