-- name: duplicate_pairs
-- Pairs of a state in the reader's scope, the surest first; both says whether both cases lie in it. What is sealed, or known to the reader, is left out.
with place as (
  select distinct on (m.person_id) m.person_id, c.id as case_id, m.id as member_id
  from duplicate d join member m on m.person_id in (d.person_a, d.person_b) join case_file c on c.id = m.case_id
  where d.state = cast(:state as text)
  order by m.person_id, (m.left_on is null and c.status in ('registered','in_progress','follow_up')) desc, c.id desc, m.id desc
), side as (
  select w.person_id, c.number, c.head_name, c.head_lang, coalesce(n.written, '') as name, coalesce(n.script, 'kk-Cyrl') as script, p.birth_date, coalesce(p.birth_year, 0) as birth_year,
    o.name_kk, o.name_ru, o.name_en, c.status,
    (:scope_all or c.region = :scope_region or c.office_id = :scope_office) as mine,
    not c.sealed or (:scope_sealed or c.owner_id = :scope_actor) and (:scope_all or c.region = :scope_region or c.office_id = :scope_office) as plain,
    exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor) as acquainted
  from place w join case_file c on c.id = w.case_id join office o on o.id = c.office_id join person p on p.id = w.person_id left join attested_name n on n.id = p.chosen_name_id
)
select d.id, d.verdict, d.score, d.reasons, d.points, d.state, d.said_other, d.said_by is not null and not d.said_other and d.verdict <> 'said' as said_unsure, d.again, d.found_at, a.mine and b.mine as both_mine, a.mine as a_mine, b.mine as b_mine,
  a.number as a_number, a.name as a_name, a.script as a_script, a.birth_date as a_birth, a.birth_year as a_birth_year, a.status as a_status, a.name_kk as a_kk, a.name_ru as a_ru, a.name_en as a_en,
  b.number as b_number, b.name as b_name, b.script as b_script, b.birth_date as b_birth, b.birth_year as b_birth_year, b.status as b_status, b.name_kk as b_kk, b.name_ru as b_ru, b.name_en as b_en
from duplicate d join side a on a.person_id = d.person_a join side b on b.person_id = d.person_b
where d.state = cast(:state as text) and (a.mine or b.mine) and a.plain and b.plain and not a.acquainted and not b.acquainted
  and (cast(:before as bigint) = 0 or (d.score, d.id) < (cast(:before_score as real), cast(:before as bigint)))
order by d.score desc, d.id desc limit cast(:lim as int)

-- name: duplicate_read
-- A pair with where its persons are recorded: the household of today, else the newest one.
select d.id, d.person_a, d.person_b, d.verdict, d.score, d.reasons, d.points, d.print, d.state, coalesce(d.said_by, 0) as said_by, d.said_other, d.said_sealed,
  coalesce((select a.name from account a where a.id = case when d.state = 'merged' then d.said_by else coalesce(d.decided_by, d.said_by) end), '') as said_name, d.again, d.version,
  coalesce(d.decided_by, 0) as decided_by, d.decided_at,
  (select c.number from member m join case_file c on c.id = m.case_id where m.person_id = d.person_a
    order by (m.left_on is null and c.status in ('registered','in_progress','follow_up')) desc, c.id desc, m.id desc limit 1) as a_number,
  (select c.number from member m join case_file c on c.id = m.case_id where m.person_id = d.person_b
    order by (m.left_on is null and c.status in ('registered','in_progress','follow_up')) desc, c.id desc, m.id desc limit 1) as b_number
from duplicate d where d.id = :id

-- name: duplicate_lock
select version, state, print from duplicate where id = :id for update

-- name: duplicate_settle
update duplicate set state = :state, decided_by = :actor_id, decided_at = nk_now(), said_sealed = cast(:said_sealed as bytea), print = :print, again = false, version = version + 1 where id = :id

-- name: duplicate_say
-- A pair that a colleague reports; one that is known already stands open again.
insert into duplicate as d (person_a, person_b, verdict, score, reasons, points, print, said_by, said_sealed)
values (:person_a, :person_b, 'said', :score, cast(:reasons as text[]), cast(:points as real[]), :print, :said_by, :said_sealed)
on conflict (person_a, person_b) do update set state = 'open', said_by = excluded.said_by, said_other = false, said_sealed = excluded.said_sealed, decided_by = null, decided_at = null, version = d.version + 1
where d.state <> 'merged' returning d.id

-- name: duplicate_merged
update duplicate set state = cast(:state as text), decided_by = cast(:actor_id as bigint), decided_at = nk_now(), version = version + 1
where person_a = least(cast(:one as bigint), cast(:two as bigint)) and person_b = greatest(cast(:one as bigint), cast(:two as bigint)) and state in ('open','merged','not_same','gone')

-- name: merge_person
-- What a person has one of, locked.
select p.id, p.sex, p.birth_date, coalesce(p.birth_year, 0) as birth_year, coalesce(p.citizenship, '') as citizenship, p.reads, coalesce(p.chosen_name_id, 0) as chosen_name_id,
  p.iin_sealed, p.iin_state, p.iin_override, coalesce(p.merged_into, 0) as merged_into, p.version from person p where p.id = :id for update

-- name: merge_person_values
update person set sex = :sex, birth_date = cast(:birth_date as date), birth_year = cast(:birth_year as int), citizenship = cast(:citizenship as text), reads = :reads,
  chosen_name_id = cast(:chosen_name_id as bigint), version = version + 1 where id = :id

-- name: merge_person_iin
update person set iin_sealed = cast(:sealed as bytea), iin_lookup = cast(:lookup as bytea), iin_state = :state, iin_override = :override, version = version + 1 where id = :id

-- name: merge_alias
update person set merged_into = cast(:into_id as bigint), version = version + 1 where id = :id

-- name: merge_aliases_of
select id from person where merged_into = :id

-- name: merge_mark
-- What a merge was looked at with: it counts every change of either household, of its persons, and of what either case is or
-- holds. A note or a new code changes nothing of that.
select cast(coalesce(sum(v), 0) as int) as mark from (
  select m.version as v from member m where m.case_id in (:main, :other)
  union all select p.version from person p where p.id in (select m.person_id from member m where m.case_id in (:main, :other))
  union all select count(*) from event where stream_kind = 'case' and stream_id in (:main, :other)
    and kind not in ('note_added','strip_issued','strip_revoked','phone_added','phone_withdrawn','contact_confirmed','consent_given','duplicate_reported','merge_proposed','merge_refused',
      'merge_undo_proposed','merge_undo_refused','entry_belongs_here','task_opened','task_extended','task_paused','task_resumed')
) x

-- name: merge_holds
-- What a case holds now and another cannot take over: a dwelling offered, accepted or lived in, work that somebody was sent to or has.
select (select count(*) from offer where case_id = :case_id and state in ('open','accepted','occupied')) as dwellings,
  (select count(*) from referral where case_id = :case_id and (state = 'open' or state in ('hired','started') and ended_on is null)) as referrals,
  (select count(*) from decision where case_id = :case_id and state = 'approved' and kind in ('quota','housing','payment') and wanted = 'grant') as grants,
  (select count(*) from decision where case_id = :case_id and state = 'proposed') as waiting

-- name: merge_add
insert into merge (pair_id, kind, state, main_case, other_case, plan_sealed, before_sealed, mark, paid, proposed_by, decided_by, decided_at)
values (:pair_id, :kind, cast(:state as text), :main, :other, :plan, :before, :mark, :paid, :actor_id, cast(:decided_by as bigint), case when cast(:state as text) = 'done' then nk_now() end) returning id

-- name: merge_lock
select g.id, g.kind, g.state, g.main_case, g.other_case, g.plan_sealed, g.before_sealed, g.mark, g.paid, g.proposed_by, coalesce(g.decided_by, 0) as decided_by, g.decided_at,
  coalesce(g.undo_by, 0) as undo_by, g.undo_sealed, g.version
from merge g where g.id = :id for update

-- name: merge_read
select g.id, g.kind, g.state, g.main_case, g.other_case, g.plan_sealed, g.before_sealed, g.mark, g.paid, g.proposed_by, coalesce(g.decided_by, 0) as decided_by, g.decided_at,
  coalesce(g.undo_by, 0) as undo_by, g.undo_sealed, g.version
from merge g where g.id = :id

-- name: merge_numbers
select (select number from case_file where id = :main) as main_number, (select number from case_file where id = :other) as other_number

-- name: merge_decide
-- Whoever takes the own proposal back has not decided it.
update merge set state = :state, decided_by = nullif(cast(:actor_id as bigint), proposed_by), decided_at = nk_now(), before_sealed = :before, version = version + 1 where id = :id

-- name: merge_undo_propose
update merge set state = 'undo_proposed', undo_by = :actor_id, undo_sealed = :undo, version = version + 1 where id = :id

-- name: merge_undo_drop
update merge set state = 'done', undo_by = null, undo_sealed = cast('' as bytea), version = version + 1 where id = :id

-- name: merge_undo
update merge set state = 'undone', undone_by = :actor_id, undone_at = nk_now(), version = version + 1 where id = :id

-- name: merge_of_pair
-- The merge by which a pair became one, with the number of the case that goes on; no row without one.
select g.id, c.number from merge g join case_file c on c.id = g.main_case where g.pair_id = :pair_id and g.state in ('done','undo_proposed') order by g.id desc limit 1

-- name: merges_waiting
-- Merges, and undoings, of the reader's scope that wait for a second person.
select g.id, g.kind, g.state, g.proposed_at, a.name as by_name, coalesce(g.undo_by, g.proposed_by) as by_id, c.number as main_number, c.head_name, c.head_lang, o.number as other_number
from merge g join case_file c on c.id = g.main_case join case_file o on o.id = g.other_case join account a on a.id = coalesce(g.undo_by, g.proposed_by)
where g.state in ('proposed','undo_proposed')
  and (:scope_all or c.region = :scope_region or c.office_id = :scope_office) and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor)
  and (:scope_all or o.region = :scope_region or o.office_id = :scope_office) and (not o.sealed or :scope_sealed or o.owner_id = :scope_actor)
  and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor)
  and not exists (select 1 from conflict k where k.case_id = o.id and k.account_id = :scope_actor)
order by g.id limit 100

-- name: merge_last
-- The newest merge of a pair: made, waiting or refused, by whom and when.
select g.id, g.state, a.name as by_name, coalesce(g.decided_at, g.proposed_at) as at, c.number
from merge g join case_file c on c.id = g.main_case join account a on a.id = coalesce(g.decided_by, g.proposed_by) where g.pair_id = :pair_id order by g.id desc limit 1

-- name: merge_conflicts
-- Who knows the one family knows the other: it is the same.
insert into conflict (account_id, case_id) select k.account_id, :main from conflict k where k.case_id = :other on conflict do nothing

-- name: merge_joined
-- Whoever joined by a merge, as if it had never been.
update member set left_on = joined_on, leave_reason = 'merge_undone', version = version + 1 where id = :id

-- name: merge_member_back
update member set left_on = cast(:left_on as date), leave_reason = :leave_reason, version = version + 1 where id = :id

-- name: merge_since
-- What happened in a case after an entry, oldest first.
select id, kind, code, happened_on, recorded_at, actor_id, reason, subject_kind, subject_id, body,
  coalesce(case subject_kind when 'member' then subject_id when 'paper' then (select r.member_id from paper r where r.id = subject_id) end, 0) as member_id from event
where stream_kind = 'case' and stream_id = :case_id and id > :after and kind not in ('task_opened','task_taken_over') order by id limit 200

-- name: merge_event
-- The entry by which a case took another in.
select max(id) as id from event where stream_kind = 'case' and stream_id = :case_id and kind = 'case_merged' and subject_kind = 'case' and subject_id = :other

-- name: merge_residence
-- Where somebody is registered is known under the membership that goes on, too.
insert into residence_registration (member_id, registered_on, checked_by) select cast(:member_id as bigint), registered_on, checked_by from residence_registration where member_id = :was
on conflict (member_id) do nothing

-- name: merge_standing
update member set quota_standing = :quota, status_standing = :status, stay_until = cast(:stay_until as date), stay_basis = :stay_basis, version = version + 1 where id = :id

-- name: alarms_list
-- Alarms of a state of which a household is the reader's, newest first, household by household. Sealed households that the
-- reader may not open are as if they were not there; an alarm about a family the reader knows is not shown at all. With an id:
-- that one.
with side as (
  select a.id, a.kind, a.found_at, a.again, a.key, h.members, c.id as case_id, c.number, c.head_name, c.head_lang, coalesce(n.written, '') as name, coalesce(n.script, 'kk-Cyrl') as script, o.name_kk, o.name_ru, o.name_en,
    (:scope_all or c.region = :scope_region or c.office_id = :scope_office) as mine,
    not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor) as unknown
  from alarm a cross join lateral households_sharing(a.kind, a.key) h join case_file c on c.id = h.case_id join office o on o.id = c.office_id
    join member m on m.id = h.member_id join person p on p.id = m.person_id left join attested_name n on n.id = p.chosen_name_id
  where a.state = cast(:state as text) and (cast(:only as bigint) = 0 or a.id = cast(:only as bigint)) and (cast(:before as bigint) = 0 or a.id < cast(:before as bigint))
    and (not c.sealed or (:scope_sealed or c.owner_id = :scope_actor) and (:scope_all or c.region = :scope_region or c.office_id = :scope_office))
), listed as (
  select id from side group by id having count(*) > 1 and bool_or(mine) and bool_and(unknown) order by id desc limit cast(:lim as int)
)
select s.id, s.kind, s.found_at, s.again, s.members, s.case_id, s.number, s.head_name, s.head_lang, s.name, s.script, s.name_kk, s.name_ru, s.name_en, s.mine, s.unknown,
  case when s.kind = 'address' and s.mine then (select d.address_sealed from own_dwelling d where d.case_id = s.case_id) end as address_sealed,
  coalesce(n.paper_kind, p.kind, '') as paper_kind, coalesce(n.number_tail, p.number_tail, '') as paper_tail,
  a.said_sealed, coalesce(b.name, '') as by_name, coalesce(a.decided_at, a.found_at) as decided_at
from side s join listed l on l.id = s.id join alarm a on a.id = s.id left join account b on b.id = a.decided_by
  left join lateral (select paper_kind, number_tail from attested_name where s.kind = 'document' and number_lookup = s.key and withdrawn_at is null order by id limit 1) n on true
  left join lateral (select kind, number_tail from paper where s.kind = 'document' and number_lookup = s.key order by id limit 1) p on true
order by s.id desc, s.mine desc, s.number

-- name: alarm_read
-- An alarm that stands in the reader's list; no row else.
select a.id, a.kind, a.state, a.version, coalesce(a.decided_by, 0) as decided_by, a.decided_at, a.said_sealed,
  (select b.name from account b where b.id = a.decided_by) as by_name, count(*) as households, sum(h.members) as members, array_agg(h.case_id order by h.case_id) as cases
from alarm a cross join lateral households_sharing(a.kind, a.key) h join case_file c on c.id = h.case_id
where a.id = :id
  and (not c.sealed or (:scope_sealed or c.owner_id = :scope_actor) and (:scope_all or c.region = :scope_region or c.office_id = :scope_office))
group by a.id having count(*) > 1 and bool_or(:scope_all or c.region = :scope_region or c.office_id = :scope_office)
  and not bool_or(exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor))

-- name: alarm_lock
select version, state from alarm where id = :id for update

-- name: alarm_explain
update alarm set state = 'explained', cases = cast(:cases as bigint[]), decided_by = :actor_id, decided_at = nk_now(), said_sealed = :said, again = false, version = version + 1 where id = :id

-- name: merge_places_returned
-- The places that went back while two cases were one, because both were included.
select x.id, x.line_id, x.places from decision x join decision g on g.id = x.subject_id
where x.case_id = :main and g.case_id = :other and x.kind = 'quota_return' and x.state = 'approved'

-- name: merge_return_void
update decision set state = 'withdrawn', version = version + 1 where id = :id

-- name: merge_return_drop
-- A proposal to give places back falls away when the cases stand apart again.
update decision x set state = 'withdrawn', version = x.version + 1 from decision g
where x.case_id = :main and x.kind = 'quota_return' and x.state = 'proposed' and g.id = x.subject_id and g.case_id = :other

-- name: merge_included
-- How many inclusions in force a family has without those of a case that stands apart again.
select count(*) as n from decision d join case_file c on c.id = d.case_id
where (c.id = :main or c.merged_into = :main) and c.id <> :other and d.kind = 'quota' and d.state = 'approved' and d.places > 0
  and not exists (select 1 from decision x where x.kind = 'quota_return' and x.state = 'approved' and x.subject_id = d.id)

-- name: merges_after
-- Members of a household that were joined after a merge, and are one still.
select count(*) as n from merge g where g.main_case = :main and g.id > :id and g.kind = 'member' and g.state in ('done','undo_proposed')
