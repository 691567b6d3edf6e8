-- name: account_by_login
select id, login, password_hash, name, role, office_id, language, disabled_at from account where lower(login) = lower(:login)

-- name: account_by_id
select id, login, password_hash, name, role, office_id, language, disabled_at from account where id = :id

-- name: account_lock
select id, login, password_hash, name, role, office_id, language, disabled_at from account where id = :id for update

-- name: account_add
insert into account (login, password_hash, name, role, office_id, language, demo)
values (:login, :password_hash, :name, :role, :office_id, :language, :demo) returning id

-- name: account_password
update account set password_hash = :password_hash, password_set_at = nk_now() where id = :id

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

-- name: throttle_failed
insert into throttle (key, tries) values (:key, 1)
on conflict (key) do update set
  tries = case when throttle.first_at < clock_timestamp() - interval '1 day' then 1 else throttle.tries + 1 end,
  first_at = case when throttle.first_at < clock_timestamp() - interval '1 day' then clock_timestamp() else throttle.first_at end
returning tries

-- name: throttle_until
update throttle set until = clock_timestamp() + make_interval(secs => cast(:seconds as double precision)) where key = :key

-- name: throttle_clear
delete from throttle where key = :key

-- name: throttle_sweep
delete from throttle where first_at < clock_timestamp() - interval '2 days'

-- name: office_by_key
select id, key, level, parent_id, region, name_kk, name_ru, name_en, phone from office where key = :key

-- name: office_list
select id, key, level, parent_id, region, name_kk, name_ru, name_en, phone, hours_kk, hours_ru, hours_en, address from office where closed_on is null order by level, id

-- name: conflict_declared
select exists (select 1 from conflict where account_id = :account_id and case_id = :case_id) as declared

-- name: office_add
insert into office (key, level, parent_id, region, name_kk, name_ru, name_en, phone)
values (:key, :level, cast(:parent_id as bigint), cast(:region as text), :name_kk, :name_ru, :name_en, :phone) returning id
