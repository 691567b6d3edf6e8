-- name: session_load
select s.account_id, s.case_id, s.person_id, s.data, s.seen_at, clock_timestamp() as real_now,
  s.expires_at <= clock_timestamp() as expired, (s.revoked_at is not null or (s.account_id is not null and a.disabled_at is not null)) as revoked,
  a.role, a.name, a.language, a.keys_on, a.must_change, a.office_id, o.level, o.region,
  o.name_kk as office_kk, o.name_ru as office_ru, o.name_en as office_en, nk_now() as now
from session s
left join account a on a.id = s.account_id
left join office o on o.id = a.office_id
where s.token_hash = :token_hash and s.expires_at > clock_timestamp() - interval '24 hours'

-- name: session_touch
update session set seen_at = clock_timestamp(),
  expires_at = least(created_at + make_interval(secs => cast(:whole as double precision)), clock_timestamp() + make_interval(secs => cast(:idle as double precision)))
where token_hash = :token_hash and revoked_at is null and expires_at > clock_timestamp()

-- name: session_begin
with ended as (
  update session set revoked_at = clock_timestamp()
  where account_id = cast(:account_id as bigint) and token_hash in (
    select token_hash from session where account_id = cast(:account_id as bigint) and revoked_at is null and expires_at > clock_timestamp()
    order by created_at desc offset cast(:at_once as int) - 1)
)
insert into session (token_hash, account_id, case_id, person_id, device, expires_at)
values (:token_hash, cast(:account_id as bigint), cast(:case_id as bigint), cast(:person_id as bigint), :device,
  clock_timestamp() + make_interval(secs => cast(:idle as double precision)))

-- name: session_save
update session set data = cast(:data as jsonb) where token_hash = :token_hash

-- name: session_revoke
update session set revoked_at = clock_timestamp() where token_hash = :token_hash and revoked_at is null

-- name: session_end_all
update session set revoked_at = clock_timestamp()
where account_id = :account_id and revoked_at is null and (cast(:keep as bytea) is null or token_hash <> cast(:keep as bytea))

-- name: session_list
select created_at, seen_at, device, token_hash = cast(:current as bytea) as current, encode(substring(token_hash from 1 for 8), 'hex') as handle
from session where account_id = :account_id and revoked_at is null and expires_at > clock_timestamp()
order by created_at desc

-- name: session_end_one
update session set revoked_at = clock_timestamp()
where account_id = :account_id and encode(substring(token_hash from 1 for 8), 'hex') = :handle and revoked_at is null

-- name: session_sweep
delete from session where expires_at < clock_timestamp() - interval '24 hours'
