-- +goose Up
-- Dated tables of the programme: filled from sql/seed, each row with its source and its mark.

create table country (
  alpha3 text primary key,
  name_kk text not null, name_ru text not null, name_en text not null,
  scripts text[] not null, legalisation text not null,
  note text not null default '', source text not null, verified boolean not null
);
comment on table country is 'Countries of origin: scripts of their papers and what must be done to them.';

create table holiday (
  day date primary key,
  kind text not null,
  name_kk text not null, name_ru text not null, name_en text not null,
  source text not null, verified boolean not null, note text not null default ''
);
comment on table holiday is 'Public holidays, moved days off and working Saturdays; the rows without the mark may still change.';

create table mci (
  effective_from date primary key,
  year int not null, tenge int not null, verified boolean not null, note text not null default ''
);
comment on table mci is 'Monthly calculation index in tenge, by the day it took effect.';

create table entitlement_rule (
  id bigint generated always as identity primary key,
  kind text not null, track text not null, valid_from date not null, valid_to date,
  mci_min numeric(10,2), mci_max numeric(10,2), per text not null,
  title_kk text not null, title_ru text not null, title_en text not null,
  cap_kk text not null default '', cap_ru text not null default '', cap_en text not null default '',
  note text not null default '', source text not null, verified boolean not null
);
comment on table entitlement_rule is 'Which help a category gets, as a multiple of the index, from when to when.';

create table settlement (
  id bigint generated always as identity primary key,
  key text not null constraint settlement_key_once unique,
  region text not null constraint settlement_region references region,
  region_then text not null default '',
  name_kk text not null, name_ru text not null, name_en text not null,
  district_kk text not null default '', district_ru text not null default '', district_en text not null default '',
  facts text not null default '', source text not null, verified boolean not null
);
comment on table settlement is 'Villages and quarters in which dwellings of the programme stand.';
create index settlement_of_region on settlement (region);

create table step_template (
  id bigint generated always as identity primary key,
  track text not null, version_from date not null, step text not null, ord int not null, task_key text not null,
  title_kk text not null, title_ru text not null, title_en text not null,
  role text not null, required text not null, condition text not null,
  due_amount int not null, due_unit text not null, counted_from text not null, pausable boolean not null,
  evidence text[] not null, decision_kind text not null default '', legal_basis text not null,
  note text not null default '', source text not null, verified boolean not null,
  constraint step_template_once unique (track, version_from, task_key),
  constraint step_template_track check (track in ('ethnic_return','former_citizen','internal')),
  constraint step_template_step check (step in ('intake','housing','employment','integration')),
  constraint step_template_unit check (due_unit in ('working_day','calendar_day','month'))
);
comment on table step_template is 'Tasks of each step by category and by the day the version took effect. condition is the named rule in code; required the prose it stands for.';

create table paper_kind (
  kind text primary key,
  title_kk text not null, title_ru text not null, title_en text not null,
  tracks text[] not null, origins text[] not null, condition text not null, belongs_to text not null,
  may_cover_many boolean not null, translation text not null default '', legalisation text not null default '',
  expires boolean not null, alternatives text[] not null,
  note text not null default '', source text not null, verified boolean not null,
  constraint paper_kind_belongs check (belongs_to in ('person','household'))
);
comment on table paper_kind is 'Papers by category and origin: who needs them and what stands in for them.';

create table reason_code (
  grp text not null, code text not null, ord int not null,
  text_kk text not null, text_ru text not null, text_en text not null,
  needs_text boolean not null, note text not null default '', source text not null, verified boolean not null,
  primary key (grp, code)
);
comment on table reason_code is 'Coded reasons: pauses, extensions, refusals, answers, leaving, joining …';

create table language (
  code text primary key,
  name_kk text not null, name_ru text not null, name_en text not null,
  autonym text not null, script text not null, direction text not null
);
comment on table language is 'Languages people speak and read; consent and interviews name one.';

create table counter_balance (
  key text primary key, day date not null, persons bigint not null, source text not null
);
comment on table counter_balance is 'Opening balances, such as the arrivals before this system counted.';

-- Quota ---------------------------------------------------------------------------------------------

create table quota_line (
  id bigint generated always as identity primary key,
  year int not null, region text not null constraint quota_line_region references region, track text not null,
  unit text not null, grantable boolean not null,
  granted int not null default 0, reserved int not null default 0, used int not null default 0,
  amount int not null, version int not null default 1,
  constraint quota_line_once unique (year, region, track, unit),
  constraint quota_line_unit check (unit in ('persons','families')),
  constraint quota_line_counts check (granted >= 0 and reserved >= 0 and used >= 0 and used <= granted)
);
comment on table quota_line is 'Places by year, region and category. A grant locks the row; nothing is granted beyond the amount (trigger quota_line_guard); a lowered amount leaves the line over by some.';

-- +goose StatementBegin
create function quota_line_guard() returns trigger language plpgsql as $$
begin
  if (new.granted > old.granted or new.reserved > old.reserved) and new.granted + new.reserved > new.amount then
    raise exception 'quota line % has no place left', new.id using errcode = '23514', constraint = 'quota_line_places_left';
  end if;
  if new.granted > old.granted and not new.grantable then
    raise exception 'quota line % cannot be granted from', new.id using errcode = '23514', constraint = 'quota_line_grantable';
  end if;
  return new;
end $$;
-- +goose StatementEnd
comment on function quota_line_guard is 'Refuses a grant or reservation beyond the amount; an order may lower the amount below what is granted.';
create trigger quota_line_guard before update on quota_line for each row execute function quota_line_guard();

create table quota_version (
  line_id bigint not null constraint quota_version_line references quota_line,
  version int not null, amount int not null, valid_from date, changed_by text not null default '',
  note text not null default '', source text not null, verified boolean not null,
  recorded_at timestamptz not null default nk_now(),
  primary key (line_id, version)
);
comment on table quota_version is 'Every version of a quota line; rows are added, never changed.';
create trigger quota_version_append_only before update or delete on quota_version for each row execute function append_only();

create table quota_total (
  year int not null, region text not null, track text not null, unit text not null, amount int not null,
  valid_from date, changed_by text not null default '', note text not null default '', source text not null, verified boolean not null
);
comment on table quota_total is 'Yearly figures for the country and past years: shown in reports, never granted from.';

-- +goose Down
select 1;
