-- name: integration_plan_of_case
select needs, agreed_on, signed_on, language, version from integration_plan where case_id = :case_id

-- name: integration_plan_save
-- Adds the plan, or changes the one of the version that the form was made from.
insert into integration_plan (case_id, needs, agreed_on, signed_on, language)
select :case_id, cast(:needs as jsonb), :agreed_on, :signed_on, :language
where cast(:version as int) = 0 or exists (select 1 from integration_plan where case_id = :case_id)
on conflict (case_id) do update set needs = excluded.needs, agreed_on = excluded.agreed_on, signed_on = excluded.signed_on, language = excluded.language,
  version = integration_plan.version + 1
where integration_plan.version = cast(:version as int)

-- name: goals_of_case
select id, coalesce(member_id, 0) as member_id, kind, text_sealed, service, due_on, started_on, reached_on, dropped_on, dropped_reason, version
from goal where case_id = :case_id order by id

-- name: goal_add
insert into goal (case_id, member_id, kind, text_sealed, service, due_on, started_on, dropped_on, dropped_reason)
values (:case_id, cast(:member_id as bigint), :kind, :text_sealed, :service, :due_on, :started_on, :dropped_on, :dropped_reason) returning id

-- name: goal_save
update goal set service = :service, due_on = :due_on, started_on = :started_on, reached_on = :reached_on, dropped_on = :dropped_on,
  dropped_reason = :dropped_reason, version = version + 1
where id = :id and version = :version

-- name: applications_of_case
select kind, coalesce(member_id, 0) as member_id, applied_on, number, decided_on, answer, valid_until, version from police_application where case_id = :case_id order by kind desc

-- name: application_save
-- One row for each kind, and for each who came later; an application made anew after a refusal takes its place, the events
-- keep the first.
insert into police_application (case_id, kind, member_id, applied_on, number, decided_on, answer, valid_until)
values (:case_id, :kind, cast(:member_id as bigint), :applied_on, :number, :decided_on, :answer, :valid_until)
on conflict (case_id, kind, coalesce(member_id, 0)) do update set applied_on = excluded.applied_on, number = excluded.number, decided_on = excluded.decided_on,
  answer = excluded.answer, valid_until = excluded.valid_until, version = police_application.version + 1

-- name: safety_talks_of_case
select s.member_id, s.told_on, s.language from safety_talk s join member m on m.id = s.member_id where m.case_id = :case_id

-- name: safety_talk_add
insert into safety_talk (member_id, told_on, language, told_by) values (:member_id, :told_on, :language, :told_by) on conflict (member_id) do nothing

-- name: member_stay
update member set stay_until = cast(:stay_until as date), stay_basis = :stay_basis, version = version + 1 where id = :id

-- name: person_citizen
-- What a granted application for citizenship makes of a person; gives the country before.
update person p set citizenship = :country from (select id, citizenship from person where id = :id) o where p.id = o.id returning o.citizenship

-- name: goal_copy
insert into goal (case_id, member_id, kind, text_sealed, service, due_on, started_on, reached_on, dropped_on, dropped_reason)
values (:case_id, cast(:member_id as bigint), :kind, :text_sealed, :service, :due_on, :started_on, :reached_on, :dropped_on, :dropped_reason)

-- name: safety_talk_copy
insert into safety_talk (member_id, told_on, language, told_by) select cast(:member_id as bigint), told_on, language, told_by from safety_talk where member_id = :was
  and not exists (select 1 from safety_talk k where k.member_id = cast(:member_id as bigint))
