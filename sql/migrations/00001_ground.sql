-- +goose Up
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- The programme's clock: the database's clock plus an offset that only tests and the demo may set.
create table clock_shift (
  one boolean primary key default true,
  shift interval not null default interval '0',
  constraint clock_shift_one_row check (one)
);
comment on table clock_shift is 'One row: how far the programme''s clock stands from the real one. Only the owner role may change it; production refuses to start unless it is zero.';
insert into clock_shift default values;

-- +goose StatementBegin
create function nk_now() returns timestamptz language sql stable
  return transaction_timestamp() + (select shift from clock_shift);
-- +goose StatementEnd
comment on function nk_now is 'The instant of this transaction on the programme''s clock.';
-- +goose StatementBegin
create function nk_today() returns date language sql stable
  return cast(nk_now() at time zone 'Asia/Almaty' as date);
-- +goose StatementEnd
comment on function nk_today is 'The civil day in Asia/Almaty on the programme''s clock.';

create table region (
  code text primary key,
  kato text not null,
  name_kk text not null, name_ru text not null, name_en text not null,
  kind text not null,
  valid_from date not null, valid_to date,
  constraint region_code_two_digits check (code ~ '^[0-9]{2}$'),
  constraint region_kind_known check (kind in ('region','city','former_region'))
);
comment on table region is 'Regions and cities of republican rank with the time in which they existed (KATO level 1).';

create table region_successor (
  code text not null constraint region_successor_code references region,
  successor text not null constraint region_successor_successor references region,
  since date not null,
  primary key (code, successor)
);
comment on table region_successor is 'Which regions took over the territory of which, and since when: reports of 2009 need the borders of 2009.';

create table office (
  id bigint generated always as identity primary key,
  key text not null constraint office_key_once unique,
  level text not null,
  parent_id bigint constraint office_parent references office,
  region text constraint office_region references region,
  name_kk text not null, name_ru text not null, name_en text not null,
  phone text not null, hours_kk text not null default '', hours_ru text not null default '', hours_en text not null default '',
  address text not null default '',
  closed_on date,
  constraint office_level_known check (level in ('district','region','ministry')),
  constraint office_region_below_ministry check ((level = 'ministry') = (region is null)),
  constraint office_parent_below_ministry check ((level = 'ministry') = (parent_id is null))
);
comment on table office is 'District centres, regions, the ministry; phone and hours are public.';
create index office_parent_of on office (parent_id);

create table account (
  id bigint generated always as identity primary key,
  login text not null,
  password_hash text not null,
  name text not null,
  role text not null,
  office_id bigint not null constraint account_office references office,
  language text not null default 'kk',
  keys_on boolean not null default true,
  demo boolean not null default false,
  load_limit int not null default 40,
  disabled_at timestamptz,
  password_set_at timestamptz not null default nk_now(),
  created_at timestamptz not null default nk_now(),
  constraint account_role_known check (role in ('caseworker','supervisor','finance','protection','auditor','administrator')),
  constraint account_language_known check (language in ('kk','ru','en'))
);
comment on table account is 'People who sign in. A disabled account keeps its rows and loses its sessions.';
create unique index account_login_once on account (lower(login));
create index account_of_office on account (office_id) where disabled_at is null;

create table operation (
  id uuid primary key,
  name text not null,
  actor_id bigint not null,
  actor_role text not null,
  form_hash bytea not null,
  result jsonb,
  recorded_at timestamptz not null default nk_now()
);
comment on table operation is 'Every change that was made, once: a repeated form finds its operation here and gets the first result.';
create index operation_recorded on operation (recorded_at);

create table stream (
  kind text not null,
  id bigint not null,
  head_seq bigint not null default 0,
  head_hash bytea not null default '',
  wrapped_key bytea not null,
  primary key (kind, id)
);
comment on table stream is 'One chain of events: its head and its data key, wrapped by the key-encryption key outside the database.';

create table event (
  id bigint generated always as identity primary key,
  stream_kind text not null,
  stream_id bigint not null,
  seq bigint not null,
  kind text not null,
  audience text not null,
  happened_on date not null,
  recorded_at timestamptz not null,
  actor_id bigint not null,
  actor_role text not null,
  code text not null default '',
  reason text not null default '',
  subject_kind text not null default '',
  subject_id bigint not null default 0,
  op_id text not null default '',
  body bytea not null default '',
  hash bytea not null,
  constraint event_stream foreign key (stream_kind, stream_id) references stream (kind, id),
  constraint event_seq_once unique (stream_kind, stream_id, seq),
  constraint event_audience_known check (audience in ('staff','migrant')),
  constraint event_clear_columns_plain check (position(chr(31) in kind || code || reason || subject_kind || op_id) = 0)
);
comment on table event is 'What happened and who recorded it: the timeline and the audit are these rows. Append-only, chained per stream.';
create index event_newest on event (stream_kind, stream_id, id desc);

-- +goose StatementBegin
create function event_chain() returns trigger language plpgsql security definer set search_path = public as $$
declare prev bytea; n bigint;
begin
  select head_hash, head_seq into prev, n from stream where kind = new.stream_kind and id = new.stream_id for update;
  if not found then raise exception 'no stream % %', new.stream_kind, new.stream_id using errcode = '23503'; end if;
  new.seq := n + 1;
  new.hash := sha256(prev || convert_to(concat_ws(chr(31),
    new.stream_kind, new.stream_id, new.seq, new.kind, new.audience, to_char(new.happened_on, 'YYYY-MM-DD'),
    to_char(new.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    new.actor_id, new.actor_role, new.code, new.reason, new.subject_kind, new.subject_id, new.op_id), 'UTF8')
    || '\x00' || new.body);
  update stream set head_seq = new.seq, head_hash = new.hash where kind = new.stream_kind and id = new.stream_id;
  return new;
end $$;
-- +goose StatementEnd
comment on function event_chain is 'Gives a new event its number and its hash, and moves the head of its stream. audit.Entry.Sum computes the same.';
create trigger event_chain before insert on event for each row execute function event_chain();

-- +goose StatementBegin
create function append_only() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only', tg_table_name using errcode = '42501';
end $$;
-- +goose StatementEnd
comment on function append_only is 'Refuses to change or remove what was recorded.';
create trigger event_append_only before update or delete on event for each row execute function append_only();
create trigger event_no_truncate before truncate on event for each statement execute function append_only();

create table view_log (
  id bigint generated always as identity primary key,
  case_id bigint not null,
  account_id bigint not null,
  hour timestamptz not null,
  seq bigint not null,
  hash bytea not null,
  constraint view_log_once_an_hour unique (case_id, account_id, hour)
);
comment on table view_log is 'Who opened which case in which hour; chained per person who looked, so that it never locks the case.';
create index view_log_of_account on view_log (account_id, seq);
create trigger view_log_append_only before update or delete on view_log for each row execute function append_only();

-- +goose StatementBegin
create function record_view(in_case bigint, in_account bigint) returns boolean language plpgsql security definer set search_path = public as $$
declare prev bytea; n bigint; h timestamptz := date_trunc('hour', nk_now()); sum bytea;
begin
  select head_hash, head_seq into prev, n from stream where kind = 'views' and id = in_account for update;
  if not found then raise exception 'no stream of views %', in_account using errcode = '23503'; end if;
  if exists (select 1 from view_log where case_id = in_case and account_id = in_account and hour = h) then return false; end if;
  sum := sha256(prev || convert_to(concat_ws(chr(31), 'views', in_account, n + 1, in_case,
    to_char(h at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')), 'UTF8'));
  insert into view_log (case_id, account_id, hour, seq, hash) values (in_case, in_account, h, n + 1, sum);
  update stream set head_seq = n + 1, head_hash = sum where kind = 'views' and id = in_account;
  return true;
end $$;
-- +goose StatementEnd
comment on function record_view is 'Notes that an account opened a case, once an hour; true if a row was written.';

create table job (
  id bigint generated always as identity primary key,
  kind text not null,
  key text not null,
  args jsonb not null default '{}',
  run_at timestamptz not null default clock_timestamp(),
  tries int not null default 0,
  locked_until timestamptz,
  done_at timestamptz,
  parked_at timestamptz,
  last_error text not null default '',
  constraint job_once unique (kind, key)
);
comment on table job is 'Work that follows from a change, written in its transaction: at least once, parked after too many tries. Real time.';
create index job_due on job (run_at) where done_at is null and parked_at is null;

create table session (
  token_hash bytea primary key,
  account_id bigint constraint session_account references account,
  case_id bigint,
  person_id bigint,
  data jsonb not null default '{}',
  device text not null default '',
  created_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
comment on table session is 'Sessions as rows: only the digest of the cookie is here. Expired rows stay a day so that a typed form can be rescued. Real time.';
create index session_of_account on session (account_id) where revoked_at is null;
create index session_expires on session (expires_at);

create table throttle (
  key text primary key,
  tries int not null default 0,
  first_at timestamptz not null default clock_timestamp(),
  until timestamptz
);
comment on table throttle is 'How often something failed lately, per account and unknown device, network, or in all. Real time.';

create table known_device (
  account_id bigint not null constraint known_device_account references account,
  device_hash bytea not null,
  last_at timestamptz not null default clock_timestamp(),
  primary key (account_id, device_hash)
);
comment on table known_device is 'Browsers that signed in before: they have a throttle of their own, so that nobody can lock out a colleague.';

create table rescue_draft (
  account_id bigint not null constraint rescue_draft_account references account,
  form text not null,
  body bytea not null,
  saved_at timestamptz not null default clock_timestamp(),
  primary key (account_id, form)
);
comment on table rescue_draft is 'What somebody had typed when a session, a server or the network ended; sealed, private to that person and form, kept 30 days.';

-- +goose Down
select 1;
