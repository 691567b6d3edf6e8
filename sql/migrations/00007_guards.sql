-- +goose Up
-- What belongs to this installation -------------------------------------------------------------------

create table installation (
  one boolean primary key default true,
  key_fingerprint text not null default '',
  seed_digest text not null default '',
  constraint installation_one_row check (one)
);
comment on table installation is 'One row: the fingerprint of the master key the sealed texts belong to, and the digest of the programme''s tables as they were loaded last. Only the owner role may change it.';
insert into installation default values;

-- What the application's role may do ------------------------------------------------------------------

create table application_right (
  object text primary key,
  may text not null
);
comment on table application_right is 'What the application''s role may do, object by object: as much as the named queries use and no more. A migration that makes a table adds its row; every `migrate` grants exactly these.';
insert into application_right (object, may) values
  ('account', 'select, insert, update (password_hash, language, keys_on, password_set_at)'),
  ('attested_name', 'select, insert'),
  ('case_file', 'select, insert, update'),
  ('clock_shift', 'select'),
  ('conflict', 'select, insert'),
  ('consent', 'select, insert'),
  ('country', 'select'),
  ('decision', 'select, insert, update'),
  ('dwelling', 'select, insert, update'),
  ('employer', 'select, insert'),
  ('event', 'select, insert'),
  ('goal', 'select, insert, update'),
  ('goose_db_version', 'select'),
  ('holiday', 'select'),
  ('housing_need', 'select, insert, update'),
  ('installation', 'select'),
  ('integration_plan', 'select, insert, update'),
  ('job', 'select, insert, update, delete'),
  ('job_check', 'select, insert, update'),
  ('known_device', 'select, insert, update'),
  ('language', 'select'),
  ('member', 'select, insert, update'),
  ('offer', 'select, insert, update'),
  ('office', 'select, insert'),
  ('operation', 'select, insert, update (result)'),
  ('own_dwelling', 'select, insert, update'),
  ('paper', 'select, insert, update'),
  ('paper_kind', 'select'),
  ('person', 'select, insert, update'),
  ('phone', 'select, insert, update'),
  ('police_application', 'select, insert, update'),
  ('quota_line', 'select, update (granted)'),
  ('reason_code', 'select'),
  ('referral', 'select, insert, update'),
  ('region', 'select'),
  ('representative', 'select, insert'),
  ('rescue_draft', 'select, insert, update, delete'),
  ('residence_registration', 'select, insert'),
  ('safety_talk', 'select, insert'),
  ('search_token', 'select, insert, delete'),
  ('sequence case_serial', 'usage'),
  ('session', 'select, insert, update, delete'),
  ('settlement', 'select'),
  ('step_template', 'select'),
  ('stream', 'select, insert'),
  ('task', 'select, insert, update'),
  ('task_clock', 'select, insert'),
  ('throttle', 'select, insert, update, delete'),
  ('vacancy', 'select, insert, update'),
  ('work_profile', 'select, insert, update');

-- Never written: the four eyes of a mark as not required stand on its decision ------------------------

alter table task drop constraint task_waiver_two, drop column waiver_by, drop column waiver_second;

-- Jobs ------------------------------------------------------------------------------------------------

alter table job add column every interval,
  add constraint job_done_or_parked check (done_at is null or parked_at is null),
  add constraint job_periodic_goes_on check (every is null or (done_at is null and parked_at is null));
comment on table job is 'Work that follows from a change, written in its transaction: at least once, parked after too many tries. A periodic job has an interval and is never over. Real time.';
create index job_parked on job (parked_at) where parked_at is not null;

-- +goose Down
select 1;
