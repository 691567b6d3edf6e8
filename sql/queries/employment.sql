-- name: employer_add
insert into employer (bin, name, region, phone) values (:bin, :name, :region, :phone) returning id

-- name: employer_by_bin
-- The employer of a BIN; an id of 0 when there is none.
select coalesce(max(id), 0) as id, coalesce(max(region), '') as region, coalesce(max(name), '') as name, bool_or(closed_on is not null) is true as closed
from employer where bin = :bin

-- name: vacancy_add
insert into vacancy (employer_id, occupation, title, region, settlement_id, places, wage_tiyn, open_from, open_until)
values (:employer_id, :occupation, :title, :region, cast(:settlement_id as bigint), :places, :wage_tiyn, :open_from, :open_until) returning id

-- name: vacancy_lock
select v.id, v.employer_id, e.bin, e.name as employer, e.phone, v.occupation, v.title, v.region, coalesce(v.settlement_id, 0) as settlement_id, v.places, v.taken, v.wage_tiyn,
  v.open_from, v.open_until, v.version
from vacancy v join employer e on e.id = v.employer_id where v.id = :id for update of v

-- name: vacancy_read
select v.id, v.employer_id, e.bin, e.name as employer, e.phone, v.occupation, v.title, v.region, coalesce(v.settlement_id, 0) as settlement_id, v.places, v.taken, v.wage_tiyn,
  v.open_from, v.open_until, v.version
from vacancy v join employer e on e.id = v.employer_id where v.id = :id

-- name: vacancy_save
update vacancy set occupation = :occupation, title = :title, settlement_id = cast(:settlement_id as bigint), places = :places, wage_tiyn = :wage_tiyn,
  open_from = :open_from, open_until = :open_until, version = version + 1
where id = :id and version = :version

-- name: vacancy_places_move
-- Takes or frees a place; the check vacancy_not_overfilled has the last word.
update vacancy set taken = taken + cast(:by as int) where id = :id

-- name: vacancies_rows
-- The vacancies of a region, or of all: open ones first, then those to come, then closed ones; keyset (rank, open_until, id).
with ranked as (
  select v.id, v.employer_id, e.name as employer, v.occupation, v.title, v.region, v.places, v.taken, v.wage_tiyn, v.open_from, v.open_until,
    case when v.open_until < nk_today() then 2 when v.open_from > nk_today() then 1 else 0 end as rank
  from vacancy v join employer e on e.id = v.employer_id
  where (cast(:region as text) = '' or v.region = cast(:region as text)) and (cast(:employer_id as bigint) = 0 or v.employer_id = cast(:employer_id as bigint))
    and (cast(:occupation as text) = '' or starts_with(v.occupation, cast(:occupation as text)))
)
select r.id, r.employer_id, r.employer, r.occupation, r.title, r.region, r.places, r.taken, r.wage_tiyn, r.open_from, r.open_until, r.rank from ranked r
where (r.rank, r.open_until, r.id) > (cast(:after_rank as int), cast(:after_until as date), cast(:after_id as bigint))
  and (cast(:state as text) = 'all' or (cast(:state as text) = 'free' and r.rank = 0 and r.taken < r.places)
    or (cast(:state as text) = 'full' and r.rank = 0 and r.taken = r.places) or (cast(:state as text) = 'closed' and r.rank = 2))
order by r.rank, r.open_until, r.id limit 51

-- name: vacancies_offered
-- Open vacancies of a region with free places; those of the person's occupation first, then of its group.
select v.id, e.name as employer, v.occupation, v.title, v.region, v.places, v.taken, v.wage_tiyn, v.open_from, v.open_until
from vacancy v join employer e on e.id = v.employer_id
where v.region = :region and v.open_from <= nk_today() and v.open_until >= nk_today() and v.taken < v.places and e.closed_on is null
order by left(v.occupation, 4) = left(cast(:occupation as text), 4) desc, left(v.occupation, 2) = left(cast(:occupation as text), 2) desc, v.open_until, v.id limit 100

-- name: work_profiles_of_case
select p.member_id, p.looks_for_work, p.occupation, p.trade, p.years, p.education, p.licences, p.wishes, p.wants_business, p.no_work_reason, p.profiled_on, p.version
from work_profile p join member m on m.id = p.member_id where m.case_id = :case_id

-- name: work_profile_save
-- Adds a profile, or changes the one of the version that the form was made from.
insert into work_profile (member_id, looks_for_work, occupation, trade, years, education, licences, wishes, wants_business, no_work_reason, profiled_on)
values (:member_id, :looks_for_work, :occupation, :trade, :years, :education, :licences, :wishes, :wants_business, :no_work_reason, :profiled_on)
on conflict (member_id) do update set looks_for_work = excluded.looks_for_work, occupation = excluded.occupation, trade = excluded.trade, years = excluded.years,
  education = excluded.education, licences = excluded.licences, wishes = excluded.wishes, wants_business = excluded.wants_business,
  no_work_reason = excluded.no_work_reason, profiled_on = excluded.profiled_on, version = work_profile.version + 1
where work_profile.version = cast(:version as int)

-- name: referrals_of_case
select r.id, r.member_id, r.kind, coalesce(r.vacancy_id, 0) as vacancy_id, r.to_name, r.sent_on, r.state, r.answered_on, r.answer_by, r.reason, r.hired_on,
  r.contract_seen, r.pension_seen, r.social_seen, r.health_seen, r.ended_on, r.version,
  coalesce(v.title, '') as title, coalesce(v.wage_tiyn, 0) as wage_tiyn, coalesce(e.name, '') as employer
from referral r left join vacancy v on v.id = r.vacancy_id left join employer e on e.id = v.employer_id
where r.case_id = :case_id order by r.sent_on desc, r.id desc

-- name: referral_add
insert into referral (case_id, member_id, kind, vacancy_id, to_name, sent_on)
values (:case_id, :member_id, :kind, cast(:vacancy_id as bigint), :to_name, :sent_on) returning id

-- name: referral_save
update referral set state = :state, answered_on = :answered_on, answer_by = :answer_by, reason = :reason, hired_on = :hired_on, contract_seen = :contract_seen,
  pension_seen = :pension_seen, social_seen = :social_seen, health_seen = :health_seen, ended_on = :ended_on, version = version + 1
where id = :id and version = :version

-- name: job_checks_of_case
select k.referral_id, k.day, k.checked_on, k.answer from job_check k join referral r on r.id = k.referral_id where r.case_id = :case_id order by k.referral_id, k.day

-- name: job_check_save
-- Adds a check; only one that was not known yet can be answered later.
insert into job_check (referral_id, day, checked_on, answer, checked_by) values (:referral_id, :day, :checked_on, :answer, :checked_by)
on conflict (referral_id, day) do update set checked_on = excluded.checked_on, answer = excluded.answer, checked_by = excluded.checked_by
where job_check.answer = 'not_known'

-- name: work_profile_copy
-- What is known of somebody's work goes along into another household.
insert into work_profile (member_id, looks_for_work, occupation, trade, years, education, licences, wishes, wants_business, no_work_reason, profiled_on)
select cast(:member_id as bigint), looks_for_work, occupation, trade, years, education, licences, wishes, wants_business, no_work_reason, profiled_on
from work_profile where member_id = :was on conflict (member_id) do nothing

-- name: referrals_move
update referral set case_id = :case_id, member_id = cast(:member_id as bigint), version = version + 1
where member_id = :was and state in ('open', 'hired', 'started')
