-- name: case_lock
-- The case, locked for a change, with its key and whether the actor has declared a conflict.
select c.id, c.number, c.track, c.template_version, c.status, c.stage, c.opened_on, c.receipt_date, c.channel, c.external_number,
  c.office_id, c.region, coalesce(c.owner_id, 0) as owner_id, coalesce(c.head_member_id, 0) as head_member_id,
  coalesce(c.contact_member_id, 0) as contact_member_id, c.origin_country, coalesce(c.origin_region, '') as origin_region, c.origin_place,
  c.arrived_on, c.facts, c.sealed, c.persons, c.head_name, c.head_lang, c.closed_on, c.close_reason, c.settled_on, coalesce(c.merged_into, 0) as merged_into, c.slip_issue, c.version,
  exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :actor_id) as conflict, s.wrapped_key,
  coalesce((select p.reads from member m join person p on p.id = m.person_id where m.id = coalesce(c.contact_member_id, c.head_member_id)), '') as reads
from case_file c join stream s on s.kind = 'case' and s.id = c.id
where c.number = :number for update of c

-- name: case_read
select c.id, c.number, c.track, c.template_version, c.status, c.stage, c.opened_on, c.receipt_date, c.channel, c.external_number,
  c.office_id, c.region, coalesce(c.owner_id, 0) as owner_id, coalesce(c.head_member_id, 0) as head_member_id,
  coalesce(c.contact_member_id, 0) as contact_member_id, c.origin_country, coalesce(c.origin_region, '') as origin_region, c.origin_place,
  c.arrived_on, c.facts, c.sealed, c.persons, c.head_name, c.head_lang, c.closed_on, c.close_reason, c.settled_on, coalesce(c.merged_into, 0) as merged_into, c.slip_issue, c.version,
  exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :actor_id) as conflict, s.wrapped_key,
  coalesce((select p.reads from member m join person p on p.id = m.person_id where m.id = coalesce(c.contact_member_id, c.head_member_id)), '') as reads
from case_file c join stream s on s.kind = 'case' and s.id = c.id
where c.number = :number

-- name: case_number_of
select number from case_file where id = :id

-- name: case_save
-- Everything a change may move on the case itself; the summary of tasks orders the lists.
update case_file set status = :status, stage = :stage, owner_id = cast(:owner_id as bigint), office_id = :office_id, region = :region,
  head_member_id = cast(:head_member_id as bigint), contact_member_id = cast(:contact_member_id as bigint), arrived_on = :arrived_on, facts = cast(:facts as jsonb),
  persons = :persons, head_name = :head_name, head_lang = :head_lang, closed_on = :closed_on, close_reason = :close_reason, settled_on = :settled_on,
  slip_issue = :slip_issue, next_task_id = cast(:next_task_id as bigint), next_due = :next_due, next_state = :next_state, open_tasks = :open_tasks,
  merged_into = cast(:merged_into as bigint), sealed = :sealed, origin_place = :origin_place, external_number = :external_number, channel = :channel, origin_country = :origin_country,
  touched_at = nk_now(), version = version + 1
where id = :id and version = :version

-- name: case_tasks
select t.id, t.case_id, coalesce(t.member_id, 0) as member_id, coalesce(t.template_id, 0) as template_id, t.key, t.step, t.ord, t.role, t.state, t.counted_from, t.due_on, t.due_first,
  t.paused_on, t.pause_reason, t.waited_days, t.extended_days, t.returned_reason, t.done_on, t.outcome, t.waiver_reason, t.version, t.title,
  coalesce(p.title_kk, '') as title_kk, coalesce(p.title_ru, '') as title_ru, coalesce(p.title_en, '') as title_en, coalesce(p.condition, '') as condition,
  coalesce(p.due_amount, 0) as due_amount, coalesce(p.due_unit, 'working_day') as due_unit, coalesce(p.counted_from, '') as from_what,
  coalesce(p.pausable, true) as pausable, coalesce(array_to_string(p.evidence, ';'), '') as evidence, coalesce(p.decision_kind, '') as decision_kind,
  coalesce(p.legal_basis, '') as legal_basis, coalesce(p.note, '') as note, coalesce(p.verified, true) as verified
from task t left join step_template p on p.id = t.template_id
where t.case_id = :case_id order by t.ord, t.id

-- name: task_add
insert into task (case_id, key, step, ord, role, title, state, counted_from, due_on, due_first)
values (:case_id, :key, :step, :ord, :role, :title, 'open', :counted_from, :due_on, :due_on) returning id

-- name: task_for_member
-- A task of the version in force once more, for somebody who came later.
insert into task (case_id, template_id, member_id, key, step, ord, role, state, counted_from, due_on, due_first)
select :case_id, id, cast(:member_id as bigint), task_key, step, ord, role, 'open', :counted_from, :due_on, :due_on from step_template where id = :template_id returning id

-- name: tasks_from_templates
-- One row for every task of the version in force; all wait until Plan opens them.
insert into task (case_id, template_id, key, step, ord, role, state)
select :case_id, id, task_key, step, ord, role, 'later' from step_template
where track = :track and version_from = :version_from

-- name: template_version
select max(version_from) as version_from from step_template where track = :track and version_from <= cast(:on_day as date)

-- name: template_first
select min(version_from) as version_from from step_template where track = :track

-- name: task_save
update task set state = :state, counted_from = :counted_from, due_on = :due_on, due_first = :due_first, paused_on = :paused_on, pause_reason = :pause_reason,
  waited_days = :waited_days, extended_days = :extended_days, returned_reason = :returned_reason, done_on = :done_on, outcome = :outcome,
  done_by = case when cast(:state as text) = 'done' then cast(:done_by as bigint) end, waiver_reason = :waiver_reason, version = version + 1
where id = :id and version = :version

-- name: task_clock_add
insert into task_clock (task_id, kind, from_on, to_on, days, reason) values (:task_id, :kind, :from_on, :to_on, :days, :reason)

-- name: task_clock_of_case
select k.task_id, k.kind, k.from_on, k.to_on, k.days, k.reason from task_clock k join task t on t.id = k.task_id where t.case_id = :case_id order by k.id

-- name: case_members
select m.id, m.person_id, m.ord, m.relation, m.joined_on, m.left_on, m.leave_reason, m.abroad, m.quota_standing, m.status_standing, m.stay_until, m.stay_basis,
  m.strip_issue, m.strip_revoked, coalesce(n.written, '') as name, coalesce(n.script, 'kk-Cyrl') as name_script, p.sex, p.birth_date, coalesce(p.birth_year, 0) as birth_year,
  p.iin_state, coalesce(p.citizenship, '') as citizenship
from member m join person p on p.id = m.person_id left join attested_name n on n.id = p.chosen_name_id
where m.case_id = :case_id order by m.ord, m.id

-- name: member_add
insert into member (case_id, person_id, ord, relation, joined_on, join_reason, abroad)
values (:case_id, :person_id, :ord, :relation, :joined_on, :join_reason, :abroad) returning id

-- name: member_standing
update member set quota_standing = coalesce(nullif(:quota, ''), quota_standing), status_standing = coalesce(nullif(:status, ''), status_standing),
  stay_until = coalesce(cast(:stay_until as date), stay_until), stay_basis = coalesce(nullif(:stay_basis, ''), stay_basis), version = version + 1
where id = :id

-- name: member_strip
update member set strip_issue = strip_issue + 1, strip_revoked = false where id = :id returning strip_issue

-- name: member_strip_revoke
update member set strip_revoked = true, version = version + 1 where id = :id

-- name: case_add
insert into case_file (number, track, template_version, opened_on, receipt_date, channel, external_number, office_id, region, owner_id, origin_country, origin_region,
  origin_place, arrived_on, facts, persons, head_name, head_lang, created_by)
values (:number, :track, :template_version, :opened_on, :receipt_date, :channel, :external_number, :office_id, :region, cast(:owner_id as bigint), :origin_country,
  nullif(cast(:origin_region as text), ''), :origin_place, :arrived_on, cast(:facts as jsonb), :persons, :head_name, :head_lang, :created_by) returning id

-- name: case_next_serial
select nextval('case_serial') as serial

-- name: case_events
-- Newest first; keyset by id.
select id, stream_kind, stream_id, seq, kind, audience, happened_on, recorded_at, actor_id, actor_role, code, reason, subject_kind, subject_id, op_id, body, hash
from event where stream_kind = 'case' and stream_id = :case_id and (cast(:before as bigint) = 0 or id < cast(:before as bigint))
  and not (cast(:quiet as boolean) and kind = 'task_opened')
order by id desc limit :lim

-- name: case_divorce_asked
-- The newest answer to the question after a divorce.
select body from event where stream_kind = 'case' and stream_id = :case_id and kind = 'divorce_asked' order by id desc limit 1

-- name: case_chain
-- A case's whole chain, oldest first, with the head on its stream's row.
select e.id, e.stream_kind, e.stream_id, e.seq, e.kind, e.audience, e.happened_on, e.recorded_at, e.actor_id, e.actor_role, e.code, e.reason, e.subject_kind,
  e.subject_id, e.op_id, e.body, e.hash, s.head_seq, s.head_hash
from event e join stream s on s.kind = e.stream_kind and s.id = e.stream_id
where e.stream_kind = 'case' and e.stream_id = :case_id order by e.seq

-- name: account_name
select name from account where id = :id

-- name: account_names
select id, name from account where id = any(:ids)

-- name: decision_add
insert into decision (case_id, task_id, kind, state, wanted, proposed_by, proposed_at, office_id, region, legal_basis, rule_version, minutes_no, minutes_on,
  members, places, line_id, line_version, subject_id, facts, text_sealed, reason_group, reason)
values (:case_id, cast(:task_id as bigint), :kind, 'proposed', :wanted, :proposed_by, nk_now(), :office_id, :region, :legal_basis, :rule_version, :minutes_no, :minutes_on,
  :members, :places, cast(:line_id as bigint), cast(:line_version as int), cast(:subject_id as bigint), cast(:facts as jsonb), cast(:text_sealed as bytea), :reason_group, :reason) returning id

-- name: decision_lock
select d.id, d.case_id, coalesce(d.task_id, 0) as task_id, d.kind, d.state, d.wanted, d.proposed_by, d.proposed_at, d.office_id, d.region, d.legal_basis, d.rule_version,
  d.reason_group, d.reason, d.text_sealed, d.minutes_no, d.minutes_on, d.members, d.places, coalesce(d.line_id, 0) as line_id, coalesce(d.subject_id, 0) as subject_id,
  coalesce(d.decided_by, 0) as decided_by, d.decided_on, d.valid_until, d.appeal_until, d.facts, d.version
from decision d where d.id = :id for update

-- name: decision_read
select d.id, d.case_id, coalesce(d.task_id, 0) as task_id, d.kind, d.state, d.wanted, d.proposed_by, d.proposed_at, d.office_id, d.region, d.legal_basis, d.rule_version,
  d.reason_group, d.reason, d.text_sealed, d.minutes_no, d.minutes_on, d.members, d.places, coalesce(d.line_id, 0) as line_id, coalesce(d.subject_id, 0) as subject_id,
  coalesce(d.decided_by, 0) as decided_by, d.decided_on, d.valid_until, d.appeal_until, d.facts, d.version
from decision d where d.id = :id

-- name: decisions_of_case
select d.id, d.case_id, coalesce(d.task_id, 0) as task_id, d.kind, d.state, d.wanted, d.proposed_by, d.proposed_at, d.office_id, d.region, d.legal_basis, d.rule_version,
  d.reason_group, d.reason, d.text_sealed, d.minutes_no, d.minutes_on, d.members, d.places, coalesce(d.line_id, 0) as line_id, coalesce(d.subject_id, 0) as subject_id,
  coalesce(d.decided_by, 0) as decided_by, d.decided_on, d.valid_until, d.appeal_until, d.facts, d.version
from decision d where d.case_id = :case_id order by d.id desc

-- name: decision_save
update decision set state = :state, decided_by = cast(:decided_by as bigint), decided_at = nk_now(), decided_on = :decided_on, reason_group = :reason_group, reason = :reason,
  text_sealed = cast(:text_sealed as bytea), line_version = coalesce(cast(:line_version as int), line_version), valid_until = :valid_until, appeal_until = :appeal_until,
  places = :places, line_id = cast(:line_id as bigint), version = version + 1
where id = :id and version = :version

-- name: deciders_of_office
-- How many other people of an office may decide in a case.
select count(*) as n from account a where a.office_id = :office_id and a.role = 'supervisor' and a.disabled_at is null and a.id <> :actor_id
  and not exists (select 1 from conflict k where k.case_id = :case_id and k.account_id = a.id)

-- name: decision_returned_text
-- What was written when the newest proposal of a task came back.
select d.text_sealed from decision d where d.task_id = :task_id and d.state = 'returned' order by d.id desc limit 1

-- name: decisions_withdraw
-- The proposals of a case that ends fall away, but for the one that ends it.
update decision set state = 'withdrawn', version = version + 1 where case_id = :case_id and state = 'proposed' and id <> :but

-- name: refusal_of_case
-- The decision by which the whole application was refused, the newest; no row otherwise.
select decided_on, legal_basis, appeal_until from decision where case_id = :case_id and kind = 'refusal' and state = 'approved' order by id desc limit 1

-- name: reasons_all
select grp, code, text_kk, text_ru, text_en, needs_text, verified from reason_code order by grp, ord

-- name: holidays_all
select day, kind, name_kk, name_ru, name_en, verified from holiday order by day

-- name: regions_all
select code, name_kk, name_ru, name_en, kind, valid_from, valid_to from region order by code

-- name: countries_all
select alpha3, name_kk, name_ru, name_en from country order by alpha3

-- name: languages_all
select code, name_kk, name_ru, name_en, autonym from language order by code

-- name: settlements_all
select id, key, region, name_kk, name_ru, name_en, district_kk, district_ru, district_en from settlement order by region, id

-- name: paper_kinds_all
select kind, title_kk, title_ru, title_en, array_to_string(tracks, ';') as tracks, array_to_string(origins, ';') as origins, condition, belongs_to, may_cover_many,
  translation, expires, array_to_string(alternatives, ';') as alternatives, verified from paper_kind order by kind

-- name: staff_of_office
select id, name, role from account where office_id = :office_id and disabled_at is null order by name

-- name: case_face
select o.name_kk, o.name_ru, o.name_en, o.phone, o.level, coalesce(a.name, '') as owner,
  coalesce((select x.number from case_file x where x.id = c.merged_into), '') as went_into,
  coalesce((select string_agg(x.number || '/' || g.id, ' ' order by x.id) from case_file x join merge g on g.other_case = x.id and g.main_case = c.id and g.kind = 'case' and g.state in ('done','undo_proposed')
    where x.merged_into = c.id and not x.sealed), '') as took
from case_file c join office o on o.id = c.office_id left join account a on a.id = c.owner_id where c.id = :id

-- name: case_held
-- The public face of the office that holds a case: nothing of a sealed one, nor of one the reader has a conflict with.
select o.name_kk, o.name_ru, o.name_en, o.phone, o.level from case_file c join office o on o.id = c.office_id
where c.number = :number and not c.sealed and not exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :actor_id)

-- name: task_titles
select distinct on (task_key) task_key, title_kk as name_kk, title_ru as name_ru, title_en as name_en from step_template order by task_key, version_from desc

-- name: demo_migrant
select c.id, c.number, m.person_id, m.strip_issue from case_file c join member m on m.case_id = c.id join account a on a.id = c.created_by
where a.demo and m.strip_issue > 0 and not m.strip_revoked and m.left_on is null order by c.id limit 1

-- name: case_event_after
-- The id of the last event of a page: where the next one begins.
select id from event where stream_kind = 'case' and stream_id = :case_id and (cast(:before as bigint) = 0 or id < cast(:before as bigint)) order by id desc limit 1 offset cast(:skip as int)
