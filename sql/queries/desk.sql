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
  where c.owner_id = :owner_id and c.status in ('registered','in_progress','follow_up') and (:track = '' or c.track = :track)
), ranked as (
  select m.id, m.number, m.track, m.stage, m.head_name, m.head_lang, m.persons, m.next_task_id, m.next_due, m.next_state, m.open_tasks, m.grp,
    row_number() over (partition by m.grp order by
      case when :sort = 'number' then m.number end, case when :sort = 'family' then m.head_name end collate "kk-x-icu", m.next_due nulls last, m.id) as rn,
    count(*) over (partition by m.grp) as n
  from mine m
)
select r.id, r.number, r.track, r.stage, r.head_name, r.head_lang, r.persons, coalesce(r.next_task_id, 0) as task_id, r.next_due, r.next_state, r.open_tasks, r.grp, r.n,
  coalesce(t.key, '') as key, coalesce(t.step, '') as step, coalesce(t.state, '') as state, coalesce(t.title, '') as title, t.paused_on, coalesce(t.pause_reason, '') as pause_reason,
  coalesce(p.title_kk, '') as title_kk, coalesce(p.title_ru, '') as title_ru, coalesce(p.title_en, '') as title_en
from ranked r left join task t on t.id = r.next_task_id left join step_template p on p.id = t.template_id
where (:grp = '' and r.rn <= cast(:per as int)) or (r.grp = :grp and r.rn > cast(:after as int) and r.rn <= cast(:after as int) + 100)
order by r.grp, r.rn

-- name: unassigned_rows
select c.number, c.track, c.stage, c.head_name, c.head_lang, c.persons, c.next_due, c.opened_on from case_file c
where c.owner_id is null and c.office_id = :office_id and c.status in ('registered','in_progress','follow_up') order by c.next_due nulls last, c.id limit 100

-- name: cases_rows
-- The cases of a reader's scope, by due date; keyset (due, id).
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

-- name: nav_counts
select (select count(*) from case_file where owner_id = :actor_id and status in ('registered','in_progress','follow_up') and next_state in ('ours','returned') and next_due <= nk_today()) as due,
  (select count(*) from case_file where owner_id = :actor_id and status in ('registered','in_progress','follow_up') and next_state in ('ours','returned') and next_due < nk_today()) as late,
  (select count(*) from decision d join case_file c on c.id = d.case_id where d.state = 'proposed' and :decides and d.proposed_by <> :actor_id
    and (:scope_all or d.region = :scope_region or d.office_id = :scope_office) and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor)
    and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :actor_id)) as decisions

-- name: decision_rows
select d.id, d.kind, d.proposed_at, c.number, c.track, c.head_name, c.head_lang, c.persons, a.name as proposer, t.due_on
from decision d join case_file c on c.id = d.case_id join account a on a.id = d.proposed_by left join task t on t.id = d.task_id
where d.state = 'proposed' and d.proposed_by <> :scope_actor and (:scope_all or d.region = :scope_region or d.office_id = :scope_office)
  and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor) and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)
order by t.due_on nulls last, d.id limit 200
