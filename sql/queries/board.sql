-- name: board_figures
-- The same conditions as cases_rows: a figure and its list have one count.
select count(*) filter (where c.status in ('registered','in_progress','follow_up')) as open,
  count(*) filter (where c.status in ('registered','in_progress','follow_up') and c.next_state in ('ours','returned') and c.next_due < nk_today()) as late,
  count(*) filter (where c.status in ('registered','in_progress','follow_up') and c.next_state = 'others') as waiting,
  count(*) filter (where c.owner_id is null and c.status in ('registered','in_progress','follow_up')) as unassigned,
  count(*) filter (where c.status = 'follow_up') as settled,
  count(*) filter (where c.status in ('refused','withdrawn','closed_early','settled')) as closed
from case_file c
where (:scope_all or c.region = :scope_region or c.office_id = :scope_office) and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor)
  and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)

-- name: board_load
select a.id, a.name, a.load_limit, o.name_kk as office_kk, o.name_ru as office_ru, o.name_en as office_en,
  count(c.id) as families, count(c.id) filter (where c.next_state in ('ours','returned') and c.next_due < nk_today()) as late, min(c.next_due) filter (where c.next_state in ('ours','returned')) as oldest
from account a join office o on o.id = a.office_id
left join case_file c on c.owner_id = a.id and c.status in ('registered','in_progress','follow_up')
  and (:scope_all or c.region = :scope_region or c.office_id = :scope_office) and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor) and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)
where a.role = 'caseworker' and a.disabled_at is null and (:scope_all or o.region = :scope_region or o.id = :scope_office)
group by a.id, a.name, a.load_limit, o.name_kk, o.name_ru, o.name_en order by late desc, families desc, a.name limit 200

-- name: board_longest
select c.number, c.head_name, c.head_lang, c.persons, c.stage, c.receipt_date, c.next_due, coalesce(a.name, '') as owner
from case_file c left join account a on a.id = c.owner_id
where c.status in ('registered','in_progress') and (:scope_all or c.region = :scope_region or c.office_id = :scope_office) and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor)
  and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)
order by c.receipt_date, c.id limit 10

-- name: caseworkers_of_office
-- Who can take a case: caseworkers of its office who have not declared that they know the family.
select a.id, a.name, a.load_limit, (select count(*) from case_file x where x.owner_id = a.id and x.status in ('registered','in_progress','follow_up')) as families
from account a where a.office_id = :office_id and a.role = 'caseworker' and a.disabled_at is null
  and not exists (select 1 from conflict k where k.account_id = a.id and k.case_id = :case_id) order by families, a.name

-- name: conflict_add
insert into conflict (account_id, case_id) values (:account_id, :case_id) on conflict (account_id, case_id) do nothing
