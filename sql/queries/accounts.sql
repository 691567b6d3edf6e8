-- name: account_by_login
select id, login, password_hash, name, role, office_id, language, disabled_at, version, must_change, coalesce(cast(first_by as text), '') as first_by,
  must_change and password_set_at < nk_now() - interval '3 days' as lapsed
from account where lower(login) = lower(:login)

-- name: account_by_id
select id, login, password_hash, name, role, office_id, language, disabled_at, version, must_change, coalesce(cast(first_by as text), '') as first_by,
  must_change and password_set_at < nk_now() - interval '3 days' as lapsed
from account where id = :id

-- name: account_lock
select id, login, password_hash, name, role, office_id, language, disabled_at, version, must_change, coalesce(cast(first_by as text), '') as first_by,
  must_change and password_set_at < nk_now() - interval '3 days' as lapsed
from account where id = :id for update

-- name: account_add
insert into account (login, password_hash, name, role, office_id, language, demo)
values (:login, :password_hash, :name, :role, :office_id, :language, :demo) returning id

-- name: account_password
update account set password_hash = :password_hash, password_set_at = nk_now(), must_change = false, first_by = null where id = :id

-- name: account_first_password
update account set password_hash = :password_hash, password_set_at = nk_now(), must_change = true, first_by = cast(:op as uuid), version = version + 1 where id = :id

-- name: account_able
update account set disabled_at = case when cast(:able as boolean) then null else nk_now() end, version = version + 1 where id = :id

-- name: account_place
update account set name = :name, role = :role, office_id = :office_id, version = version + 1 where id = :id

-- name: account_administrators
-- Locked, so that the last one is never lost to two changes at once.
select id from account where role = 'administrator' and disabled_at is null order by id for update

-- name: account_page
-- By name; a page begins after the login of the last row of the one before.
select a.id, a.login, a.name, a.role, a.disabled_at is not null as disabled, a.must_change, o.name_kk as office_kk, o.name_ru as office_ru, o.name_en as office_en
from account a join office o on o.id = a.office_id
where lower(a.login) > lower(cast(:after as text)) and (cast(:state as text) = 'all' or (a.disabled_at is not null) = (cast(:state as text) = 'disabled'))
order by lower(a.login) limit :most

-- name: account_open_cases
select count(*) as n from case_file where owner_id = :id and status in ('registered','in_progress','follow_up')

-- name: account_choices
update account set language = :language, keys_on = :keys_on where id = :id

-- name: account_signed_in
with dev as (
  insert into known_device (account_id, device_hash)
  select :id, cast(:device_hash as bytea) where length(cast(:device_hash as bytea)) > 0
  on conflict (account_id, device_hash) do update set last_at = clock_timestamp()
)
update account set password_hash = :password_hash where id = :id and password_hash <> :password_hash

-- name: account_demo_list
select a.id, a.login, a.name, a.role, o.name_kk as office_kk, o.name_ru as office_ru, o.name_en as office_en
from account a join office o on o.id = a.office_id where a.demo and a.disabled_at is null order by a.id

-- name: device_known
select exists (select 1 from known_device where account_id = :account_id and device_hash = :device_hash) as known

-- name: throttle_wait
select coalesce((select greatest(0, extract(epoch from until - clock_timestamp())) from throttle where key = :key), 0) as seconds

-- name: throttle_take
-- Counts a try before it is looked at and sets how long the next one waits, in one statement: a burst of tries at once is
-- counted one by one. No row while the bucket waits.
insert into throttle as t (key, tries) values (:key, 1)
on conflict (key) do update set
  tries = case when t.first_at < clock_timestamp() - interval '1 day' then 1 else t.tries + 1 end,
  first_at = case when t.first_at < clock_timestamp() - interval '1 day' then clock_timestamp() else t.first_at end,
  until = case when t.first_at >= clock_timestamp() - interval '1 day' and t.tries + 1 >= cast(:free as int)
    then clock_timestamp() + make_interval(secs => least(cast(:most as double precision),
      cast(:first as double precision) * power(cast(2 as double precision), least(t.tries + 1 - cast(:free as int), 30)))) end
where t.until is null or t.until <= clock_timestamp()
returning tries

-- name: throttle_within
-- Counts one more within a span that begins with its first, in one statement, however many come at once. No row when the span is full.
insert into throttle as t (key, tries) values (:key, 1)
on conflict (key) do update set
  tries = case when t.first_at <= clock_timestamp() - make_interval(secs => cast(:seconds as int)) then 1 else t.tries + 1 end,
  first_at = case when t.first_at <= clock_timestamp() - make_interval(secs => cast(:seconds as int)) then clock_timestamp() else t.first_at end
where t.tries < cast(:most as int) or t.first_at <= clock_timestamp() - make_interval(secs => cast(:seconds as int))
returning tries

-- name: throttle_give_back
-- A try that was none: it went well, or another bucket refused it.
update throttle set tries = greatest(tries - 1, 0), until = case when tries - 1 < cast(:free as int) then null else until end where key = :key

-- name: throttle_clear
delete from throttle where key = :key

-- name: throttle_sweep
delete from throttle where first_at < clock_timestamp() - interval '2 days'

-- name: office_by_key
select id, key, level, parent_id, region, name_kk, name_ru, name_en, phone from office where key = :key

-- name: office_choices
select id, level, name_kk, name_ru, name_en from office where closed_on is null order by case level when 'ministry' then 1 when 'region' then 2 else 3 end, region, id

-- name: conflict_declared
select exists (select 1 from conflict where account_id = :account_id and case_id = :case_id) as declared

-- name: office_add
insert into office (key, level, parent_id, region, name_kk, name_ru, name_en, phone)
values (:key, :level, cast(:parent_id as bigint), cast(:region as text), :name_kk, :name_ru, :name_en, :phone) returning id
