-- name: household_person
-- A person of the household, locked for a correction.
select p.id, p.sex, p.birth_date, coalesce(p.birth_year, 0) as birth_year, coalesce(p.citizenship, '') as citizenship, p.iin_state, p.iin_override, p.iin_sealed, p.reads
from person p where p.id = :id for update

-- name: household_iin_holder
-- Who has an IIN, and in which household today; nobody gives no row.
select p.id, coalesce((select m.case_id from member m where m.person_id = p.id and m.left_on is null limit 1), 0) as case_id
from person p where p.iin_lookup = :lookup and p.id <> :but

-- name: household_member_correct
update member set relation = :relation, abroad = :abroad, stay_until = cast(:stay_until as date), stay_basis = :stay_basis, version = version + 1 where id = :id

-- name: household_joins
-- Why members came after the registration.
select m.id, m.join_reason from member m where m.case_id = :case_id and m.join_reason <> ''

-- name: household_representatives
select r.id, r.member_id, coalesce(r.by_member_id, 0) as by_member_id, r.name, r.kind, r.paper_kind, r.valid_from, r.valid_to, r.ended_on, r.end_reason
from representative r join member m on m.id = r.member_id where m.case_id = :case_id order by r.id

-- name: household_representative_add
insert into representative (member_id, by_member_id, name, kind, paper_kind, valid_from, valid_to)
values (:member_id, cast(:by_member_id as bigint), :name, :kind, :paper_kind, :valid_from, cast(:valid_to as date)) returning id

-- name: household_representative_end
update representative set ended_on = :ended_on, end_reason = :end_reason where id = :id and ended_on is null

-- name: household_consents
select k.member_id, k.purpose, k.language, k.given_on, coalesce(a.name, '') as reader
from consent k left join account a on a.id = k.read_by
where k.case_id = :case_id and k.withdrawn_on is null and (k.until_on is null or k.until_on >= :today) order by k.id

-- name: household_consent_add
insert into consent (case_id, member_id, purpose, language, read_by, given_on) values (:case_id, :member_id, :purpose, :language, :read_by, :given_on)

-- name: papers_of_case
-- The papers of a case, and those of cases merged into it. A paper of a record that was joined to another serves the member
-- of this case who that person is.
select p.id, p.case_id, p.kind, case when p.case_id = :case_id then coalesce(same.id, p.member_id, 0) else coalesce(same.id, 0) end as member_id, p.state, p.number_sealed, p.number_tail, p.issued_on,
  p.expires_on, p.original_at, coalesce(a.name, '') as seen_by, p.seen_on, p.translation_seen, p.stands_for, p.refused_reason
from paper p left join account a on a.id = p.seen_by left join member m on m.id = p.member_id left join person x on x.id = m.person_id
left join lateral (select n.id from member n where n.case_id = :case_id and (p.case_id <> :case_id or x.merged_into is not null) and n.person_id = coalesce(x.merged_into, x.id)
  order by n.left_on nulls first, n.id limit 1) same on true
where p.case_id = any(array(select cast(:case_id as bigint) union all select c.id from case_file c where c.merged_into = :case_id))
  and (p.case_id = :case_id or p.member_id is null or same.id is not null)
order by p.case_id <> :case_id, p.id

-- name: paper_number_used
-- Whether a number of this kind stands with another person already.
select exists (select 1 from paper p left join member m on m.id = p.member_id
  where p.kind = :kind and p.number_lookup = :lookup and coalesce(m.person_id, 0) <> cast(:person_id as bigint)) as used

-- name: paper_record
insert into paper (case_id, kind, member_id, state, number_sealed, number_lookup, number_tail, issued_on, expires_on, original_at, seen_by, seen_on, translation_seen,
  stands_for, refused_reason)
values (:case_id, :kind, cast(:member_id as bigint), :state, cast(:number_sealed as bytea), cast(:number_lookup as bytea), :number_tail, cast(:issued_on as date),
  cast(:expires_on as date), :original_at, cast(:seen_by as bigint), cast(:seen_on as date), :translation_seen, :stands_for, :refused_reason)
on conflict (case_id, kind, coalesce(member_id, 0)) do update set state = excluded.state, number_sealed = excluded.number_sealed, number_lookup = excluded.number_lookup,
  number_tail = excluded.number_tail, issued_on = excluded.issued_on, expires_on = excluded.expires_on, original_at = excluded.original_at, seen_by = excluded.seen_by,
  seen_on = excluded.seen_on, translation_seen = excluded.translation_seen, stands_for = excluded.stands_for, refused_reason = excluded.refused_reason,
  version = paper.version + 1
returning id

-- name: application_add
insert into application (office_id, account_id, body) values (:office_id, :account_id, cast('' as bytea)) returning id

-- name: application_lock
select id, office_id, account_id, body, saved_at, saved_at < nk_now() - interval '1 day' as idle from application where id = :id for update

-- name: application_read
select id, office_id, account_id, body, saved_at, saved_at < nk_now() - interval '1 day' as idle from application where id = :id

-- name: applications_of_office
select a.id, a.account_id, k.name, a.saved_at, a.saved_at < nk_now() - interval '1 day' as idle
from application a join account k on k.id = a.account_id where a.office_id = :office_id order by a.account_id = :actor_id desc, a.saved_at desc limit 200

-- name: application_keep
update application set account_id = :account_id, body = :body, saved_at = nk_now(), version = version + 1 where id = :id

-- name: application_drop
delete from application where id = :id

-- name: case_wishes
select circumstances, wishes from case_file where id = :case_id

-- name: case_wishes_save
update case_file set circumstances = :circumstances, wishes = :wishes where id = :case_id

-- name: person_reads
update person set reads = :reads, version = version + 1 where id = :id

-- name: household_leave
update member set left_on = :left_on, leave_reason = :leave_reason, version = version + 1 where id = :id

-- name: household_back
update member set left_on = null, leave_reason = '', relation = :relation, version = version + 1 where id = :id

-- name: household_relation
update member set relation = :relation, version = version + 1 where id = :id

-- name: household_died
update person set died_on = cast(:died_on as date), version = version + 1 where id = :id

-- name: household_holds
-- What follows when a member leaves: referrals that wait for an answer.
select count(*) as n from referral where member_id = :member_id and state = 'open'

-- name: household_elsewhere
-- Whether a person belongs to another household on a day since the one on which they came to this one. A case that was closed
-- as opened by mistake never had anybody.
select exists (select 1 from member o join member m on m.person_id = o.person_id and m.id <> o.id join case_file c on c.id = o.case_id
  where m.id = :id and (o.left_on is null or o.left_on > m.joined_on) and not (c.status = 'closed_early' and c.close_reason = 'opened_in_error')) as elsewhere

-- name: household_never
-- Memberships of a member's person in cases that were closed as opened by mistake, as if they had never been.
update member o set left_on = o.joined_on, leave_reason = 'entered_in_error', version = o.version + 1 from member m, case_file c
where m.id = :id and o.person_id = m.person_id and o.id <> m.id and (o.left_on is null or o.left_on > m.joined_on) and c.id = o.case_id
  and c.status = 'closed_early' and c.close_reason = 'opened_in_error' returning o.id, o.case_id

-- name: alike_places
-- Where persons are recorded: the household of today, else the newest one. Nothing of a sealed case for whom may not open it.
select distinct on (m.person_id) m.person_id, m.id as member_id, c.id as case_id, c.number, c.status, c.office_id, c.region, coalesce(c.owner_id, 0) as owner_id, c.sealed,
  exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor) as conflict,
  m.left_on is null and c.status in ('registered','in_progress','follow_up') as current, p.died_on is not null as died,
  coalesce(n.written, '') as name, coalesce(n.script, 'kk-Cyrl') as script, p.birth_date, coalesce(p.birth_year, 0) as birth_year,
  o.name_kk as office_kk, o.name_ru as office_ru, o.name_en as office_en, o.phone as office_phone
from member m join case_file c on c.id = m.case_id join office o on o.id = c.office_id join person p on p.id = m.person_id left join attested_name n on n.id = p.chosen_name_id
where m.person_id = any(:persons)
  and (not c.sealed or (:scope_sealed or c.owner_id = :scope_actor) and (:scope_all or c.region = :scope_region or c.office_id = :scope_office))
order by m.person_id, (m.left_on is null and c.status in ('registered','in_progress','follow_up')) desc, c.id desc

-- name: household_ended
-- Where a person still stands in the household of a case that has ended, and since when it has.
select m.id, m.case_id, greatest(m.joined_on, c.closed_on) as ended_on from member m join case_file c on c.id = m.case_id
where m.person_id = :person_id and m.left_on is null and c.status not in ('registered','in_progress','follow_up') for update of m

-- name: household_again
-- Somebody who belonged to a household belongs to one from a day on: to a new one, or to the same again. Codes of the same case
-- go on counting, so that an old one stays dead.
insert into member (case_id, person_id, ord, relation, joined_on, join_reason, quota_standing, status_standing, stay_until, stay_basis, abroad, strip_issue, strip_revoked)
select cast(:case_id as bigint), person_id, cast(:ord as int), :relation, cast(:joined_on as date), :join_reason, :quota, status_standing, stay_until, stay_basis, abroad,
  case when case_id = cast(:case_id as bigint) then strip_issue else 0 end, case_id = cast(:case_id as bigint) and strip_issue > 0
from member where id = :was returning id

-- name: household_standing_along
-- Somebody who was recognised brings along what is the person's own: the status granted, and until when they may stay. Places of a
-- quota belong to the family they were granted to.
update member m set status_standing = case when o.status_standing = 'granted' then o.status_standing else m.status_standing end, stay_until = o.stay_until, stay_basis = o.stay_basis
from (select x.status_standing, x.stay_until, x.stay_basis from member x where x.person_id = :person and x.id <> :id order by x.id desc limit 1) o
where m.id = :id

-- name: another_standing
-- What came along with somebody else's record does not belong to the one who is another person: a status that no decision of this
-- case granted, and a permission to stay that the other one has.
update member m set status_standing = case when m.status_standing = 'granted' and not exists (
    select 1 from decision d where d.case_id = m.case_id and d.kind = 'status' and d.state = 'approved' and d.wanted = 'grant'
      and (m.id = any(d.members) or d.members = '{}' and d.decided_on >= m.joined_on)) then 'not_asked' else m.status_standing end,
  stay_until = case when o.stay then null else m.stay_until end, stay_basis = case when o.stay then '' else m.stay_basis end, version = m.version + 1
from (select exists (select 1 from member x join member y on y.id = :id where x.person_id = :was and x.id <> y.id and x.stay_basis = y.stay_basis and x.stay_until is not distinct from y.stay_until) as stay) o
where m.id = :id

-- name: another_left_back
-- Linking ended that the other one belongs to the household of a case that had ended: they belong to it again.
update member o set left_on = null, leave_reason = '', version = o.version + 1 from member m, case_file c
where m.id = :id and o.person_id = :was and o.case_id <> m.case_id and o.leave_reason = 'other_case' and o.left_on = m.joined_on and c.id = o.case_id
  and c.status not in ('registered','in_progress','follow_up','merged')
  and not exists (select 1 from member x where x.person_id = :was and x.id <> o.id and (x.left_on is null or x.left_on > o.joined_on)) returning o.id, o.case_id

-- name: representatives_end
-- Whoever has died acts for nobody any more, and nobody acts for them.
update representative r set ended_on = greatest(cast(:ended_on as date), r.valid_from), end_reason = 'ended' where r.ended_on is null and (r.member_id = :id or r.by_member_id = :id)
returning r.member_id, coalesce(r.by_member_id, 0) as by_member_id, r.name, r.kind

-- name: representatives_parted
-- A power of attorney between two who are divorced.
update representative r set ended_on = greatest(cast(:ended_on as date), r.valid_from), end_reason = 'ended'
where r.ended_on is null and r.kind = 'proxy' and (r.member_id = :one and r.by_member_id = :two or r.member_id = :two and r.by_member_id = :one)
returning r.member_id, coalesce(r.by_member_id, 0) as by_member_id, r.name, r.kind

-- name: household_known_to
insert into conflict (account_id, case_id) select account_id, cast(:case_id as bigint) from conflict where case_id = :was

-- name: household_consents_copy
insert into consent (case_id, member_id, purpose, language, read_by, given_on, until_on)
select cast(:case_id as bigint), cast(:member_id as bigint), purpose, language, read_by, given_on, until_on from consent g where member_id = :was and withdrawn_on is null
  and not exists (select 1 from consent k where k.member_id = cast(:member_id as bigint) and k.purpose = g.purpose and k.withdrawn_on is null)

-- name: household_representatives_copy
-- Who acts for somebody who goes: people outside, those who go along, under whichever record, and a parent who stays behind.
insert into representative (member_id, by_member_id, name, kind, paper_kind, valid_from, valid_to)
select cast(:member_id as bigint), n.id, case when r.by_member_id is not null and n.id is null then coalesce(a.written, '') else r.name end, r.kind, r.paper_kind, r.valid_from, r.valid_to
from representative r left join member b on b.id = r.by_member_id left join person p on p.id = b.person_id
  left join member n on n.person_id = coalesce(p.merged_into, p.id) and n.case_id = cast(:case_id as bigint) and n.left_on is null
  left join attested_name a on a.id = p.chosen_name_id
where r.member_id = :was and r.ended_on is null and (r.by_member_id is null or n.id is not null or r.kind = 'parent' and p.died_on is null)
  and not exists (select 1 from representative k where k.member_id = cast(:member_id as bigint) and k.by_member_id is not distinct from n.id
    and k.name = case when r.by_member_id is not null and n.id is null then coalesce(a.written, '') else r.name end and k.kind = r.kind and k.ended_on is null)

-- name: paper_copy
-- A paper of another case. What the family has brought here already stays.
insert into paper (case_id, kind, member_id, state, number_sealed, number_lookup, number_tail, issued_on, expires_on, original_at, seen_by, seen_on, translation_seen,
  stands_for, refused_reason)
select cast(:case_id as bigint), kind, cast(:member_id as bigint), state, cast(:number_sealed as bytea), number_lookup, number_tail, issued_on, expires_on, original_at,
  seen_by, seen_on, translation_seen, stands_for, refused_reason from paper where id = :id
on conflict (case_id, kind, coalesce(member_id, 0)) do update set state = excluded.state, number_sealed = excluded.number_sealed, number_lookup = excluded.number_lookup,
  number_tail = excluded.number_tail, issued_on = excluded.issued_on, expires_on = excluded.expires_on, original_at = excluded.original_at, seen_by = excluded.seen_by,
  seen_on = excluded.seen_on, translation_seen = excluded.translation_seen, stands_for = excluded.stands_for, refused_reason = excluded.refused_reason,
  version = paper.version + 1
where paper.state not in ('received','accepted')

-- name: household_on
-- Whether somebody who left belongs to another household on a day, or later. Without a day: today. Whoever still stands in the
-- household of a case that has ended leaves it by coming back.
select exists (select 1 from member o join member m on m.person_id = o.person_id and m.id <> o.id join case_file c on c.id = o.case_id
  where m.id = :id and (o.left_on is null and c.status in ('registered','in_progress','follow_up') or o.left_on > coalesce(cast(:on_day as date), nk_today()))) as taken

-- name: another_elsewhere
-- The persons of a case who stand, or stood, in another one, but for those who came by a parting or a merge, whom nobody took for
-- somebody else.
select distinct m.person_id from member m where m.case_id = :case_id and m.left_on is null and exists (select 1 from member o where o.person_id = m.person_id and o.case_id <> m.case_id
  and o.leave_reason not in ('merged','merge_undone','entered_in_error') and not (o.leave_reason in ('divorce','split') and o.left_on = m.joined_on)
  and not exists (select 1 from case_file c where c.id = o.case_id and c.status = 'merged'))

-- name: another_names
select n.id, n.person_id, n.written, n.script, coalesce(n.paper_kind, '') as paper_kind, n.number_sealed, n.issued_on, n.expires_on, n.read_by from attested_name n where n.id = any(:ids) order by n.id

-- name: another_withdraw
update attested_name set withdrawn_at = nk_now() where id = any(:ids) and withdrawn_at is null

-- name: another_choose
-- The record that stays goes by a name that is left to it.
update person p set version = p.version + 1, chosen_name_id = (select min(n.id) from attested_name n where n.person_id = p.id and n.withdrawn_at is null)
where p.id = :person_id and p.chosen_name_id = any(:ids)

-- name: another_member
update member set person_id = :person_id, strip_revoked = strip_issue > 0, version = version + 1 where id = :id
