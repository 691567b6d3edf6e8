-- name: dwelling_add
insert into dwelling (settlement_id, region, office_id, kind, address_sealed, address_hint, title_number, rooms, area_dm2, price_tiyn, rent_tiyn, tenures, step_free, free_from)
values (:settlement_id, :region, :office_id, :kind, :address_sealed, :address_hint, :title_number, :rooms, :area_dm2, cast(:price_tiyn as bigint), cast(:rent_tiyn as bigint),
  cast(:tenures as text[]), :step_free, :free_from) returning id

-- name: dwelling_address
-- The address can be sealed only when the dwelling has its stream.
update dwelling set address_sealed = :address_sealed where id = :id

-- name: dwelling_save
update dwelling set settlement_id = :settlement_id, kind = :kind, address_sealed = :address_sealed, address_hint = :address_hint, title_number = :title_number,
  title_checked_on = :title_checked_on, rooms = :rooms, area_dm2 = :area_dm2, price_tiyn = cast(:price_tiyn as bigint), rent_tiyn = cast(:rent_tiyn as bigint),
  tenures = cast(:tenures as text[]), step_free = :step_free, free_from = :free_from, withdrawn_on = :withdrawn_on, withdrawn_reason = :withdrawn_reason, version = version + 1
where id = :id and version = :version

-- name: dwelling_lock
select d.id, d.settlement_id, d.region, d.office_id, d.kind, d.address_sealed, d.address_hint, d.title_number, d.title_checked_on, d.rooms, d.area_dm2,
  coalesce(d.price_tiyn, 0) as price_tiyn, coalesce(d.rent_tiyn, 0) as rent_tiyn, d.tenures, d.step_free, d.free_from, d.withdrawn_on, d.withdrawn_reason, d.version
from dwelling d where d.id = :id for update

-- name: dwelling_read
select d.id, d.settlement_id, d.region, d.office_id, d.kind, d.address_sealed, d.address_hint, d.title_number, d.title_checked_on, d.rooms, d.area_dm2,
  coalesce(d.price_tiyn, 0) as price_tiyn, coalesce(d.rent_tiyn, 0) as rent_tiyn, d.tenures, d.step_free, d.free_from, d.withdrawn_on, d.withdrawn_reason, d.version
from dwelling d where d.id = :id

-- name: dwelling_held
-- The state of the offer that holds a dwelling today; empty if none does.
select coalesce((select o.state from offer o where o.dwelling_id = :id and o.held && daterange(nk_today(), null) order by o.id desc limit 1), '') as state

-- name: dwelling_title_known
select exists (select 1 from dwelling d where d.title_number = :title and d.id <> :id) as known

-- name: dwelling_offers
-- What became of a dwelling so far; without the families, which have files of their own.
select o.id, o.state, o.tenure, o.offered_on, o.expires_on, o.answered_on, o.moved_in_on, o.moved_out_on from offer o where o.dwelling_id = :id order by o.id desc limit 20

-- name: dwelling_rows
-- The stock of a region by village; keyset (settlement, id).
select d.id, d.settlement_id, d.region, d.office_id, d.kind, d.address_hint, d.rooms, d.area_dm2, coalesce(d.price_tiyn, 0) as price_tiyn, coalesce(d.rent_tiyn, 0) as rent_tiyn,
  d.tenures, d.step_free, d.free_from, d.withdrawn_on, s.state
from dwelling d cross join lateral (
  select case when d.withdrawn_on is not null then 'withdrawn'
    when exists (select 1 from offer o where o.dwelling_id = d.id and o.state = 'occupied' and o.held && daterange(nk_today(), null)) then 'occupied'
    when exists (select 1 from offer o where o.dwelling_id = d.id and o.held && daterange(nk_today(), null)) then 'offered'
    when d.free_from > nk_today() then 'later' else 'free' end as state
) s
where (:region = '' or d.region = :region) and (cast(:village as bigint) = 0 or d.settlement_id = cast(:village as bigint)) and d.rooms >= cast(:rooms as int)
  and (:tenure = '' or cast(:tenure as text) = any(d.tenures)) and (s.state = :state or (:state = 'all' and s.state <> 'withdrawn'))
  and (d.settlement_id, d.id) > (cast(:after_village as bigint), cast(:after_id as bigint))
order by d.settlement_id, d.id limit 51

-- name: dwellings_that_fit
-- Free dwellings of a region for a kind of housing: large enough ones first, then the wished village, then the smallest of them.
select d.id, d.settlement_id, d.region, d.office_id, d.kind, d.address_hint, d.rooms, d.area_dm2, coalesce(d.price_tiyn, 0) as price_tiyn, coalesce(d.rent_tiyn, 0) as rent_tiyn,
  d.tenures, d.step_free, d.free_from
from dwelling d
where d.region = :region and d.withdrawn_on is null and d.free_from <= nk_today() and cast(:tenure as text) = any(d.tenures) and (d.step_free or not cast(:step_free as boolean))
  and not exists (select 1 from offer o where o.dwelling_id = d.id and o.held && daterange(nk_today(), null))
order by d.rooms < cast(:rooms as int), d.settlement_id <> cast(:village as bigint), abs(d.rooms - cast(:rooms as int)), d.id limit 30

-- name: need_of_case
select case_id, tenure, rooms, step_free, near_school, near_work, coalesce(settlement_id, 0) as settlement_id, agreed_on, version from housing_need where case_id = :case_id

-- name: need_save
insert into housing_need (case_id, tenure, rooms, step_free, near_school, near_work, settlement_id, agreed_on)
values (:case_id, :tenure, :rooms, :step_free, :near_school, :near_work, cast(:settlement_id as bigint), :agreed_on)
on conflict (case_id) do update set tenure = excluded.tenure, rooms = excluded.rooms, step_free = excluded.step_free, near_school = excluded.near_school,
  near_work = excluded.near_work, settlement_id = excluded.settlement_id, agreed_on = excluded.agreed_on, version = housing_need.version + 1

-- name: offers_of_case
-- Newest first, each with what the case page tells of its dwelling.
select o.id, o.case_id, o.dwelling_id, o.state, o.tenure, o.offered_on, o.expires_on, o.small_reason, o.answered_on, o.reason, o.moved_in_on, o.moved_out_on,
  o.inspected_on, coalesce(o.inspected_by, 0) as inspected_by, coalesce(o.inspection_ok, false) as inspection_ok, coalesce(o.valuation_tiyn, 0) as valuation_tiyn,
  o.contract_on, o.sheet_language, o.offered_by, o.version
from offer o where o.case_id = :case_id order by o.id desc

-- name: offer_add
insert into offer (case_id, dwelling_id, tenure, offered_on, expires_on, small_reason, offered_by)
values (:case_id, :dwelling_id, :tenure, :offered_on, :expires_on, :small_reason, :offered_by) returning id

-- name: offer_save
update offer set state = :state, answered_on = :answered_on, reason = :reason, moved_in_on = :moved_in_on, inspected_on = :inspected_on, inspected_by = cast(:inspected_by as bigint),
  inspection_ok = cast(:inspection_ok as boolean), valuation_tiyn = cast(:valuation_tiyn as bigint), contract_on = :contract_on, sheet_language = :sheet_language, version = version + 1
where id = :id and version = :version

-- name: own_dwelling_of_case
select case_id, address_sealed, whose, moved_in_on from own_dwelling where case_id = :case_id

-- name: own_dwelling_save
insert into own_dwelling (case_id, address_sealed, address_lookup, whose, moved_in_on) values (:case_id, :address_sealed, :address_lookup, :whose, :moved_in_on)
on conflict (case_id) do update set address_sealed = excluded.address_sealed, address_lookup = excluded.address_lookup, whose = excluded.whose, moved_in_on = excluded.moved_in_on

-- name: registrations_of_case
select r.member_id, r.registered_on from residence_registration r join member m on m.id = r.member_id where m.case_id = :case_id

-- name: registration_add
insert into residence_registration (member_id, registered_on, checked_by) values (:member_id, :registered_on, :checked_by) on conflict (member_id) do nothing

-- name: offer_move
-- The dwelling goes with the members who found a household of their own.
update offer set case_id = :case_id, version = version + 1 where id = :id and version = :version

-- name: own_dwelling_drop
delete from own_dwelling where case_id = :case_id
