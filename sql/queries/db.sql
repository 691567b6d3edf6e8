-- name: operation_begin
-- One trip: the operation's id, the actor's authority under a share lock, who acts, and the instant. The lock is
-- taken for a new operation only, after its id: copies of one form that wait for the first of them hold nothing that
-- it may want to change. A verb that changes the actor's own account takes it for that at once: two of them that shared
-- it first would wait for each other.
with op as (
  insert into operation (id, name, actor_id, actor_role, form_hash)
  values (cast(:id as uuid), :name, :actor_id, :actor_role, :form_hash)
  on conflict (id) do nothing returning actor_id
), me as (
  select a.role, a.office_id, a.name, o.level, o.region
  from op join account a on a.id = op.actor_id join office o on o.id = a.office_id
  where a.disabled_at is null and not cast(:own as boolean) for share of a
), mine as (
  select a.role, a.office_id, a.name, o.level, o.region
  from op join account a on a.id = op.actor_id join office o on o.id = a.office_id
  where a.disabled_at is null and cast(:own as boolean) for no key update of a
)
select exists (select 1 from op) as fresh, nk_now() as now,
  who.role, who.office_id, who.name, who.level, who.region,
  set_config('nk.actor', :guc, true) as guc
from (select 1) as one left join (select role, office_id, name, level, region from me union all select role, office_id, name, level, region from mine) as who on true

-- name: operation_first
select name, actor_id, actor_role, form_hash, result from operation where id = cast(:id as uuid)

-- name: operation_finish
-- One trip: events (numbered and chained by the trigger), jobs and the result.
with ev as (
  insert into event (stream_kind, stream_id, kind, audience, happened_on, recorded_at, actor_id, actor_role,
    code, reason, subject_kind, subject_id, op_id, body)
  select e.stream_kind, e.stream_id, e.kind, e.audience, e.happened_on, cast(:recorded_at as timestamptz),
    cast(:actor_id as bigint), cast(:actor_role as text),
    e.code, e.reason, e.subject_kind, e.subject_id, cast(:id as text), decode(coalesce(e.body, ''), 'base64')
  from rows from (json_to_recordset(cast(:events as json)) as (stream_kind text, stream_id bigint, kind text, audience text,
    happened_on date, code text, reason text, subject_kind text, subject_id bigint, body text)) with ordinality as e
  order by e.stream_kind, e.stream_id, e.ordinality
  returning id
), jb as (
  insert into job (kind, key, args, run_at)
  select j.kind, j.key, coalesce(j.args, '{}'), coalesce(j.run_at, clock_timestamp())
  from json_to_recordset(cast(:jobs as json)) as j (kind text, key text, args jsonb, run_at timestamptz)
  on conflict (kind, key) do nothing
  returning id
)
update operation set result = cast(:result as jsonb) where id = cast(cast(:id as text) as uuid)

-- name: operation_result
-- The banner after a redirect: only for the person who did it.
select result from operation where id = cast(:id as uuid) and actor_id = :actor_id

-- name: reader_begin
select nk_now() as now from set_config('nk.actor', :guc, true) as guc

-- name: stream_key
select wrapped_key from stream where kind = :kind and id = :id

-- name: stream_begin
insert into stream (kind, id, wrapped_key) values (:kind, :id, :wrapped_key)

-- name: draft_save
insert into rescue_draft (account_id, form, body) values (:account_id, :form, :body)
on conflict (account_id, form) do update set body = excluded.body, saved_at = clock_timestamp()

-- name: draft_load
select body from rescue_draft where account_id = :account_id and form = :form and saved_at > clock_timestamp() - interval '30 days'

-- name: draft_drop
delete from rescue_draft where account_id = :account_id and form = :form

-- name: draft_sweep
delete from rescue_draft where saved_at < clock_timestamp() - interval '30 days'

-- name: application_sweep
delete from application where saved_at < nk_now() - interval '30 days'

-- name: view_record
select record_view(:case_id, :account_id) as written

-- name: schema_versions
select version_id from goose_db_version where is_applied

-- name: installation_key
select key_fingerprint from installation

-- name: fit_server
-- What the application's role may do, and how the server keeps what it was given.
select r.rolname as role, r.rolsuper as super, r.rolbypassrls as bypass, (r.rolcreaterole or r.rolcreatedb or r.rolreplication) as strong,
  exists (select 1 from pg_class c where c.relnamespace = cast('public' as regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'S')
    and pg_has_role(r.oid, c.relowner, 'usage')) as owns,
  has_schema_privilege('public', 'create') or has_database_privilege(current_database(), 'create') as makes,
  cast(current_setting('server_version_num') as int) as version, pg_encoding_to_char(b.encoding) as encoding,
  current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
  current_setting('synchronous_commit') as synchronous_commit, current_setting('data_checksums') as data_checksums,
  exists (select 1 from pg_extension where extname = 'pg_trgm') as trigram, exists (select 1 from pg_extension where extname = 'btree_gist') as gist,
  clock_timestamp() as server_time
from pg_roles r cross join pg_database b where r.rolname = current_user and b.datname = current_database()

-- name: fit_trigrams
select cardinality(show_trgm('Қ')) > 0 as sees

-- name: fit_clock
select shift <> interval '0' as shifted from clock_shift

-- name: fit_people
select exists (select 1 from account where demo) as demo

-- name: search_token_sweep
delete from search_token where searched_at < nk_now() - interval '2 days'
