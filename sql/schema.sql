-- The schema as the migrations leave it; written by a test (`make docs`), never run.

-- Tables

create table account (
  id bigint generated always as identity not null,
  login text not null,
  password_hash text not null,
  name text not null,
  role text not null,
  office_id bigint not null,
  language text default 'kk'::text not null,
  keys_on boolean default true not null,
  demo boolean default false not null,
  load_limit integer default 40 not null,
  disabled_at timestamp with time zone,
  password_set_at timestamp with time zone default nk_now() not null,
  created_at timestamp with time zone default nk_now() not null,
  version integer default 1 not null,
  must_change boolean default false not null,
  first_by uuid
);
comment on table account is 'People who sign in. A disabled account keeps its rows and loses its sessions.';
create table alarm (
  id bigint generated always as identity not null,
  kind text not null,
  key bytea not null,
  state text default 'open'::text not null,
  cases bigint[] default '{}'::bigint[] not null,
  said_sealed bytea default '\x'::bytea not null,
  decided_by bigint,
  decided_at timestamp with time zone,
  found_at timestamp with time zone default nk_now() not null,
  again boolean default false not null,
  version integer default 1 not null
);
comment on table alarm is 'A personal document, or an address, that several households share: something to look into, never a reason to refuse. cases are those for which it was explained: one more opens it again.';
create table application (
  id bigint generated always as identity not null,
  office_id bigint not null,
  account_id bigint not null,
  body bytea not null,
  saved_at timestamp with time zone default nk_now() not null,
  version integer default 1 not null
);
comment on table application is 'An intake not yet confirmed: belongs to the office, can be taken over after a day without activity, kept 30 days; what was typed is sealed.';
create table application_right (
  object text not null,
  may text not null
);
comment on table application_right is 'What the application''s role may do, object by object: as much as the named queries use and no more. A migration that makes a table adds its row; every `migrate` grants exactly these.';
create table attested_name (
  id bigint generated always as identity not null,
  person_id bigint not null,
  written text not null,
  surname text default ''::text not null,
  given text default ''::text not null,
  patronymic text default ''::text not null,
  script text not null,
  paper_kind text,
  number_sealed bytea,
  number_lookup bytea,
  number_tail text default ''::text not null,
  issued_on date,
  expires_on date,
  read_by text default ''::text not null,
  fold text not null,
  latin text not null,
  recorded_at timestamp with time zone default nk_now() not null,
  withdrawn_at timestamp with time zone,
  sounds text[] default '{}'::text[] not null
);
comment on table attested_name is 'A name exactly as one document writes it; folding lives only in the search keys fold and latin.';
create table case_file (
  id bigint generated always as identity not null,
  number text not null,
  track text not null,
  template_version date not null,
  status text default 'in_progress'::text not null,
  stage text default 'intake'::text not null,
  opened_on date not null,
  receipt_date date not null,
  channel text not null,
  external_number text default ''::text not null,
  office_id bigint not null,
  region text not null,
  owner_id bigint,
  proposed_by bigint,
  head_member_id bigint,
  contact_member_id bigint,
  origin_country text not null,
  origin_region text,
  origin_place text default ''::text not null,
  sending_office_id bigint,
  settlement_id bigint,
  arrived_on date,
  facts jsonb default '{}'::jsonb not null,
  sealed boolean default false not null,
  persons integer default 1 not null,
  head_name text default ''::text not null,
  head_lang text default 'kk'::text not null,
  next_task_id bigint,
  next_due date,
  next_state text default ''::text not null,
  open_tasks integer default 0 not null,
  decisions_open integer default 0 not null,
  settled_on date,
  closed_on date,
  close_reason text default ''::text not null,
  close_text_sealed bytea,
  merged_into bigint,
  strip_issue integer default 0 not null,
  slip_issue integer default 1 not null,
  created_at timestamp with time zone default nk_now() not null,
  created_by bigint not null,
  touched_at timestamp with time zone default nk_now() not null,
  version integer default 1 not null,
  circumstances bytea default '\x'::bytea not null,
  wishes bytea default '\x'::bytea not null
);
comment on table case_file is 'One household''s way through the programme. An open case stands in one person''s list (owner_id) or in its office''s unassigned list.';
create table clock_shift (
  one boolean default true not null,
  shift interval default '00:00:00'::interval not null
);
comment on table clock_shift is 'One row: how far the programme''s clock stands from the real one. Only the owner role may change it; production refuses to start unless it is zero.';
create table conflict (
  account_id bigint not null,
  case_id bigint not null,
  declared_at timestamp with time zone default nk_now() not null
);
comment on table conflict is 'I know this family: no reason asked; the person neither reads nor decides this case.';
create table consent (
  id bigint generated always as identity not null,
  case_id bigint not null,
  member_id bigint not null,
  purpose text not null,
  language text not null,
  read_by bigint not null,
  given_on date not null,
  until_on date,
  withdrawn_on date
);
comment on table consent is 'What a member agreed to, read aloud by whom, in which language.';
create table counter_balance (
  key text not null,
  day date not null,
  persons bigint not null,
  source text not null
);
comment on table counter_balance is 'Opening balances, such as the arrivals before this system counted.';
create table country (
  alpha3 text not null,
  name_kk text not null,
  name_ru text not null,
  name_en text not null,
  scripts text[] not null,
  legalisation text not null,
  note text default ''::text not null,
  source text not null,
  verified boolean not null
);
comment on table country is 'Countries of origin: scripts of their papers and what must be done to them.';
create table decision (
  id bigint generated always as identity not null,
  case_id bigint not null,
  task_id bigint,
  kind text not null,
  state text not null,
  wanted text not null,
  proposed_by bigint not null,
  proposed_at timestamp with time zone not null,
  decided_by bigint,
  decided_at timestamp with time zone,
  decided_on date,
  office_id bigint not null,
  region text not null,
  legal_basis text not null,
  rule_version date not null,
  reason_group text default ''::text not null,
  reason text default ''::text not null,
  text_sealed bytea,
  minutes_no text default ''::text not null,
  minutes_on date,
  members bigint[] default '{}'::bigint[] not null,
  places integer default 0 not null,
  line_id bigint,
  line_version integer,
  subject_id bigint,
  valid_until date,
  appeal_until date,
  facts jsonb default '[]'::jsonb not null,
  version integer default 1 not null
);
comment on table decision is 'A formal yes or no: proposed by one person, made by another; legal basis, version of the rule and the facts used stay with it.';
create table duplicate (
  id bigint generated always as identity not null,
  person_a bigint not null,
  person_b bigint not null,
  verdict text not null,
  score real not null,
  reasons text[] not null,
  points real[] not null,
  print text not null,
  state text default 'open'::text not null,
  said_by bigint,
  said_other boolean default false not null,
  said_sealed bytea default '\x'::bytea not null,
  decided_by bigint,
  decided_at timestamp with time zone,
  found_at timestamp with time zone default nk_now() not null,
  again boolean default false not null,
  version integer default 1 not null
);
comment on table duplicate is 'Two records that may be of one human being. That they are not is remembered with a print of what was compared: other data open the question again.';
create table dwelling (
  id bigint generated always as identity not null,
  settlement_id bigint not null,
  region text not null,
  office_id bigint not null,
  kind text not null,
  address_sealed bytea not null,
  address_hint text not null,
  title_number text default ''::text not null,
  title_checked_on date,
  rooms integer not null,
  area_dm2 integer not null,
  price_tiyn bigint,
  rent_tiyn bigint,
  tenures text[] not null,
  step_free boolean default false not null,
  free_from date not null,
  withdrawn_on date,
  withdrawn_reason text default ''::text not null,
  version integer default 1 not null
);
comment on table dwelling is 'One house, flat, room or centre place. Area in square decimetres, money in tiyn. The address is sealed under the dwelling''s own key; the hint (village, rooms) is not secret.';
create table employer (
  id bigint generated always as identity not null,
  bin text not null,
  name text not null,
  region text not null,
  phone text default ''::text not null,
  closed_on date,
  version integer default 1 not null
);
comment on table employer is 'Holders of a BIN that hire.';
create table entitlement_rule (
  id bigint generated always as identity not null,
  kind text not null,
  track text not null,
  valid_from date not null,
  valid_to date,
  mci_min numeric(10,2),
  mci_max numeric(10,2),
  per text not null,
  title_kk text not null,
  title_ru text not null,
  title_en text not null,
  cap_kk text default ''::text not null,
  cap_ru text default ''::text not null,
  cap_en text default ''::text not null,
  note text default ''::text not null,
  source text not null,
  verified boolean not null
);
comment on table entitlement_rule is 'Which help a category gets, as a multiple of the index, from when to when.';
create table event (
  id bigint generated always as identity not null,
  stream_kind text not null,
  stream_id bigint not null,
  seq bigint not null,
  kind text not null,
  audience text not null,
  happened_on date not null,
  recorded_at timestamp with time zone not null,
  actor_id bigint not null,
  actor_role text not null,
  code text default ''::text not null,
  reason text default ''::text not null,
  subject_kind text default ''::text not null,
  subject_id bigint default 0 not null,
  op_id text default ''::text not null,
  body bytea default '\x'::bytea not null,
  hash bytea not null
);
comment on table event is 'What happened and who recorded it: the timeline and the audit are these rows. Append-only, chained per stream.';
create table goal (
  id bigint generated always as identity not null,
  case_id bigint not null,
  member_id bigint,
  kind text not null,
  service text default ''::text not null,
  due_on date,
  reached_on date,
  dropped_on date,
  version integer default 1 not null,
  text_sealed bytea,
  started_on date,
  dropped_reason text default ''::text not null
);
comment on table goal is 'What a family wants to reach, and the service that helps: when it began, was reached or dropped. The text is sealed under the case''s key.';
create table holiday (
  day date not null,
  kind text not null,
  name_kk text not null,
  name_ru text not null,
  name_en text not null,
  source text not null,
  verified boolean not null,
  note text default ''::text not null
);
comment on table holiday is 'Public holidays, moved days off and working Saturdays; the rows without the mark may still change.';
create table housing_need (
  case_id bigint not null,
  tenure text not null,
  rooms integer not null,
  step_free boolean default false not null,
  near_school boolean default false not null,
  near_work boolean default false not null,
  settlement_id bigint,
  agreed_on date not null,
  version integer default 1 not null
);
comment on table housing_need is 'What housing a family needs and which kind was agreed.';
create table installation (
  one boolean default true not null,
  key_fingerprint text default ''::text not null,
  seed_digest text default ''::text not null,
  sounds_version text default ''::text not null
);
comment on table installation is 'One row: the fingerprint of the master key the sealed texts belong to, and the digest of the programme''s tables as they were loaded last. Only the owner role may change it.';
create table integration_plan (
  case_id bigint not null,
  needs jsonb not null,
  agreed_on date,
  signed_on date,
  language text default ''::text not null,
  version integer default 1 not null
);
comment on table integration_plan is 'Eight yes/no needs and the day the plan was agreed and signed.';
create table job (
  id bigint generated always as identity not null,
  kind text not null,
  key text not null,
  args jsonb default '{}'::jsonb not null,
  run_at timestamp with time zone default clock_timestamp() not null,
  tries integer default 0 not null,
  locked_until timestamp with time zone,
  done_at timestamp with time zone,
  parked_at timestamp with time zone,
  last_error text default ''::text not null,
  every interval
);
comment on table job is 'Work that follows from a change, written in its transaction: at least once, parked after too many tries. A periodic job has an interval and is never over. Real time.';
create table job_check (
  referral_id bigint not null,
  day integer not null,
  checked_on date not null,
  answer text not null,
  checked_by bigint not null
);
comment on table job_check is 'Does the person still work after 90, 180 and 365 days? No answer is not known.';
create table known_device (
  account_id bigint not null,
  device_hash bytea not null,
  last_at timestamp with time zone default clock_timestamp() not null
);
comment on table known_device is 'Browsers that signed in before: they have a throttle of their own, so that nobody can lock out a colleague.';
create table language (
  code text not null,
  name_kk text not null,
  name_ru text not null,
  name_en text not null,
  autonym text not null,
  script text not null,
  direction text not null
);
comment on table language is 'Languages people speak and read; consent and interviews name one.';
create table mci (
  effective_from date not null,
  year integer not null,
  tenge integer not null,
  verified boolean not null,
  note text default ''::text not null
);
comment on table mci is 'Monthly calculation index in tenge, by the day it took effect.';
create table member (
  id bigint generated always as identity not null,
  case_id bigint not null,
  person_id bigint not null,
  ord integer not null,
  relation text not null,
  joined_on date not null,
  join_reason text default ''::text not null,
  left_on date,
  leave_reason text default ''::text not null,
  abroad boolean default false not null,
  quota_standing text default 'not_asked'::text not null,
  status_standing text default 'not_asked'::text not null,
  stay_until date,
  stay_basis text default ''::text not null,
  strip_issue integer default 0 not null,
  strip_revoked boolean default false not null,
  version integer default 1 not null
);
comment on table member is 'Who belongs to a household from when to when; a person is in one household on any day.';
create table merge (
  id bigint generated always as identity not null,
  kind text not null,
  state text not null,
  pair_id bigint not null,
  main_case bigint not null,
  other_case bigint not null,
  plan_sealed bytea not null,
  before_sealed bytea default '\x'::bytea not null,
  mark integer not null,
  paid boolean not null,
  proposed_by bigint not null,
  proposed_at timestamp with time zone default nk_now() not null,
  decided_by bigint,
  decided_at timestamp with time zone,
  undo_by bigint,
  undo_sealed bytea default '\x'::bytea not null,
  undone_by bigint,
  undone_at timestamp with time zone,
  version integer default 1 not null
);
comment on table merge is 'That two records became one: what was chosen, and what stood before, so that it can be undone. A merge re-keys nothing: it sets merged_into.';
create table offer (
  id bigint generated always as identity not null,
  case_id bigint not null,
  dwelling_id bigint not null,
  state text default 'open'::text not null,
  tenure text not null,
  offered_on date not null,
  expires_on date not null,
  small_reason text default ''::text not null,
  answered_on date,
  reason text default ''::text not null,
  moved_in_on date,
  moved_out_on date,
  inspected_on date,
  inspected_by bigint,
  inspection_ok boolean,
  valuation_tiyn bigint,
  contract_on date,
  sheet_language text default ''::text not null,
  offered_by bigint not null,
  held daterange generated always as (
CASE
    WHEN (state = 'open'::text) THEN daterange(offered_on, expires_on, '[]'::text)
    WHEN (state = ANY (ARRAY['accepted'::text, 'occupied'::text])) THEN daterange(offered_on, moved_out_on, '[)'::text)
    ELSE 'empty'::daterange
END) stored,
  version integer default 1 not null
);
comment on table offer is 'A dwelling offered to a household, its answer, and the time it is held or lived in. One dwelling, one family at a time.';
create table office (
  id bigint generated always as identity not null,
  key text not null,
  level text not null,
  parent_id bigint,
  region text,
  name_kk text not null,
  name_ru text not null,
  name_en text not null,
  phone text not null,
  hours_kk text default ''::text not null,
  hours_ru text default ''::text not null,
  hours_en text default ''::text not null,
  address text default ''::text not null,
  closed_on date
);
comment on table office is 'District centres, regions, the ministry; phone and hours are public.';
create table operation (
  id uuid not null,
  name text not null,
  actor_id bigint not null,
  actor_role text not null,
  form_hash bytea not null,
  result jsonb,
  recorded_at timestamp with time zone default nk_now() not null
);
comment on table operation is 'Every change that was made, once: a repeated form finds its operation here and gets the first result.';
create table own_dwelling (
  case_id bigint not null,
  address_sealed bytea not null,
  whose text not null,
  moved_in_on date,
  contract_on date,
  sheet_language text default ''::text not null,
  address_lookup bytea
);
comment on table own_dwelling is 'Where a family lives outside the stock: own, relatives'', rented or bought by itself. Sealed under the case''s key.';
create table paper (
  id bigint generated always as identity not null,
  case_id bigint not null,
  kind text not null,
  member_id bigint,
  state text default 'needed'::text not null,
  number_sealed bytea,
  number_lookup bytea,
  number_tail text default ''::text not null,
  issued_on date,
  expires_on date,
  original_at text default ''::text not null,
  seen_by bigint,
  seen_on date,
  translation_seen boolean default false not null,
  stands_for text default ''::text not null,
  refused_reason text default ''::text not null,
  version integer default 1 not null
);
comment on table paper is 'A paper that is needed, asked for, received, accepted or not; here papers are seen, not uploaded.';
create table paper_kind (
  kind text not null,
  title_kk text not null,
  title_ru text not null,
  title_en text not null,
  tracks text[] not null,
  origins text[] not null,
  condition text not null,
  belongs_to text not null,
  may_cover_many boolean not null,
  translation text default ''::text not null,
  legalisation text default ''::text not null,
  expires boolean not null,
  alternatives text[] not null,
  note text default ''::text not null,
  source text not null,
  verified boolean not null
);
comment on table paper_kind is 'Papers by category and origin: who needs them and what stands in for them.';
create table person (
  id bigint generated always as identity not null,
  sex text default ''::text not null,
  birth_date date,
  birth_year integer,
  citizenship text,
  ethnic_kazakh boolean,
  died_on date,
  iin_sealed bytea,
  iin_lookup bytea,
  iin_state text default 'none'::text not null,
  iin_override text default ''::text not null,
  chosen_name_id bigint,
  speaks text[] default '{}'::text[] not null,
  reads text default ''::text not null,
  created_at timestamp with time zone default nk_now() not null,
  version integer default 1 not null,
  merged_into bigint
);
comment on table person is 'A human being, once in the system. IIN is sealed under the person''s own key, found again by a keyed digest, optional, unique when present.';
create table phone (
  id bigint generated always as identity not null,
  person_id bigint not null,
  sealed bytea not null,
  lookup bytea not null,
  tail text not null,
  whose text default ''::text not null,
  whose_relation text default 'own'::text not null,
  checked_on date,
  withdrawn_at timestamp with time zone,
  recorded_at timestamp with time zone default nk_now() not null
);
comment on table phone is 'Phone numbers, sealed; a shared phone is normal, so the look-up is not unique.';
create table police_application (
  case_id bigint not null,
  kind text not null,
  applied_on date not null,
  number text default ''::text not null,
  decided_on date,
  answer text default ''::text not null,
  valid_until date,
  version integer default 1 not null,
  member_id bigint
);
comment on table police_application is 'Applications for permanent residence and citizenship that the migration police decides; recorded here.';
create table quota_line (
  id bigint generated always as identity not null,
  year integer not null,
  region text not null,
  track text not null,
  unit text not null,
  grantable boolean not null,
  granted integer default 0 not null,
  reserved integer default 0 not null,
  used integer default 0 not null,
  amount integer not null,
  version integer default 1 not null
);
comment on table quota_line is 'Places by year, region and category. A grant locks the row; nothing is granted beyond the amount (trigger quota_line_guard); a lowered amount leaves the line over by some.';
create table quota_total (
  year integer not null,
  region text not null,
  track text not null,
  unit text not null,
  amount integer not null,
  valid_from date,
  changed_by text default ''::text not null,
  note text default ''::text not null,
  source text not null,
  verified boolean not null
);
comment on table quota_total is 'Yearly figures for the country and past years: shown in reports, never granted from.';
create table quota_version (
  line_id bigint not null,
  version integer not null,
  amount integer not null,
  valid_from date,
  changed_by text default ''::text not null,
  note text default ''::text not null,
  source text not null,
  verified boolean not null,
  recorded_at timestamp with time zone default nk_now() not null
);
comment on table quota_version is 'Every version of a quota line; rows are added, never changed.';
create table reason_code (
  grp text not null,
  code text not null,
  ord integer not null,
  text_kk text not null,
  text_ru text not null,
  text_en text not null,
  needs_text boolean not null,
  note text default ''::text not null,
  source text not null,
  verified boolean not null
);
comment on table reason_code is 'Coded reasons: pauses, extensions, refusals, answers, leaving, joining …';
create table referral (
  id bigint generated always as identity not null,
  case_id bigint not null,
  member_id bigint not null,
  kind text not null,
  vacancy_id bigint,
  to_name text default ''::text not null,
  sent_on date not null,
  state text default 'open'::text not null,
  answered_on date,
  answer_by text default ''::text not null,
  reason text default ''::text not null,
  hired_on date,
  contract_seen boolean default false not null,
  pension_seen boolean default false not null,
  social_seen boolean default false not null,
  health_seen boolean default false not null,
  ended_on date,
  version integer default 1 not null
);
comment on table referral is 'A person sent to a vacancy, training or own business; the answer is coded; hired holds a place.';
create table region (
  code text not null,
  kato text not null,
  name_kk text not null,
  name_ru text not null,
  name_en text not null,
  kind text not null,
  valid_from date not null,
  valid_to date
);
comment on table region is 'Regions and cities of republican rank with the time in which they existed (KATO level 1).';
create table region_successor (
  code text not null,
  successor text not null,
  since date not null
);
comment on table region_successor is 'Which regions took over the territory of which, and since when: reports of 2009 need the borders of 2009.';
create table representative (
  id bigint generated always as identity not null,
  member_id bigint not null,
  by_member_id bigint,
  name text default ''::text not null,
  kind text not null,
  paper_kind text default ''::text not null,
  valid_from date not null,
  valid_to date,
  ended_on date,
  end_reason text default ''::text not null
);
comment on table representative is 'Who may act for a member, by which paper, until when.';
create table rescue_draft (
  account_id bigint not null,
  form text not null,
  body bytea not null,
  saved_at timestamp with time zone default clock_timestamp() not null
);
comment on table rescue_draft is 'What somebody had typed when a session, a server or the network ended; sealed, private to that person and form, kept 30 days.';
create table residence_registration (
  member_id bigint not null,
  registered_on date not null,
  checked_by bigint not null
);
comment on table residence_registration is 'Registration at the place of residence, member by member.';
create table safety_talk (
  member_id bigint not null,
  told_on date not null,
  language text not null,
  told_by bigint not null
);
comment on table safety_talk is 'The talk about safety and whom to call, with each adult apart.';
create table search_token (
  token text not null,
  account_id bigint not null,
  searched_at timestamp with time zone default nk_now() not null,
  hits integer not null
);
comment on table search_token is 'Proof that somebody searched before registering a new family; no search terms.';
create table session (
  token_hash bytea not null,
  account_id bigint,
  case_id bigint,
  person_id bigint,
  data jsonb default '{}'::jsonb not null,
  device text default ''::text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  seen_at timestamp with time zone default clock_timestamp() not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone
);
comment on table session is 'Sessions as rows: only the digest of the cookie is here. Expired rows stay a day so that a typed form can be rescued. Real time.';
create table settlement (
  id bigint generated always as identity not null,
  key text not null,
  region text not null,
  region_then text default ''::text not null,
  name_kk text not null,
  name_ru text not null,
  name_en text not null,
  district_kk text default ''::text not null,
  district_ru text default ''::text not null,
  district_en text default ''::text not null,
  facts text default ''::text not null,
  source text not null,
  verified boolean not null
);
comment on table settlement is 'Villages and quarters in which dwellings of the programme stand.';
create table step_template (
  id bigint generated always as identity not null,
  track text not null,
  version_from date not null,
  step text not null,
  ord integer not null,
  task_key text not null,
  title_kk text not null,
  title_ru text not null,
  title_en text not null,
  role text not null,
  required text not null,
  condition text not null,
  due_amount integer not null,
  due_unit text not null,
  counted_from text not null,
  pausable boolean not null,
  evidence text[] not null,
  decision_kind text default ''::text not null,
  legal_basis text not null,
  note text default ''::text not null,
  source text not null,
  verified boolean not null
);
comment on table step_template is 'Tasks of each step by category and by the day the version took effect. condition is the named rule in code; required the prose it stands for.';
create table stream (
  kind text not null,
  id bigint not null,
  head_seq bigint default 0 not null,
  head_hash bytea default '\x'::bytea not null,
  wrapped_key bytea not null
);
comment on table stream is 'One chain of events: its head and its data key, wrapped by the key-encryption key outside the database.';
create table task (
  id bigint generated always as identity not null,
  case_id bigint not null,
  template_id bigint,
  key text not null,
  step text not null,
  ord integer not null,
  role text not null,
  member_id bigint,
  title text default ''::text not null,
  state text not null,
  required boolean default true not null,
  counted_from date,
  due_on date,
  due_first date,
  paused_on date,
  pause_reason text default ''::text not null,
  waited_days integer default 0 not null,
  extended_days integer default 0 not null,
  returned_reason text default ''::text not null,
  done_on date,
  done_by bigint,
  outcome text default ''::text not null,
  evidence jsonb default '{}'::jsonb not null,
  waiver_reason text default ''::text not null,
  opened_at timestamp with time zone default nk_now() not null,
  version integer default 1 not null
);
comment on table task is 'One thing to be done by one role. Tasks pause, not cases; a task that waits for its starting day is later.';
create table task_clock (
  id bigint generated always as identity not null,
  task_id bigint not null,
  kind text not null,
  from_on date not null,
  to_on date,
  days integer default 0 not null,
  reason text not null
);
comment on table task_clock is 'Pauses and extensions of a task''s legal clock, each with its reason.';
create table throttle (
  key text not null,
  tries integer default 0 not null,
  first_at timestamp with time zone default clock_timestamp() not null,
  until timestamp with time zone
);
comment on table throttle is 'How often something failed lately, per account and unknown device, network, or in all. Real time.';
create table vacancy (
  id bigint generated always as identity not null,
  employer_id bigint not null,
  occupation text not null,
  title text not null,
  region text not null,
  settlement_id bigint,
  places integer not null,
  taken integer default 0 not null,
  wage_tiyn bigint not null,
  open_from date not null,
  open_until date not null,
  version integer default 1 not null
);
comment on table vacancy is 'Places for an occupation (NK RK 01-2017 / ISCO-08 unit group), with wage in tiyn a month and dates.';
create table view_log (
  id bigint generated always as identity not null,
  case_id bigint not null,
  account_id bigint not null,
  hour timestamp with time zone not null,
  seq bigint not null,
  hash bytea not null
);
comment on table view_log is 'Who opened which case in which hour; chained per person who looked, so that it never locks the case.';
create table work_profile (
  member_id bigint not null,
  looks_for_work boolean not null,
  occupation text default ''::text not null,
  trade text default ''::text not null,
  years integer default 0 not null,
  education text default ''::text not null,
  licences text default ''::text not null,
  wishes text default ''::text not null,
  wants_business boolean default false not null,
  no_work_reason text default ''::text not null,
  profiled_on date not null,
  version integer default 1 not null
);
comment on table work_profile is 'What an adult can do, did and wants; or why not looking for work.';

-- Constraints

alter table account add constraint account_language_known CHECK ((language = ANY (ARRAY['kk'::text, 'ru'::text, 'en'::text])));
alter table account add constraint account_role_known CHECK ((role = ANY (ARRAY['caseworker'::text, 'supervisor'::text, 'finance'::text, 'protection'::text, 'auditor'::text, 'administrator'::text])));
alter table account add constraint account_office FOREIGN KEY (office_id) REFERENCES office(id);
alter table account add constraint account_pkey PRIMARY KEY (id);
alter table alarm add constraint alarm_decided CHECK (((state <> 'explained'::text) OR (decided_by IS NOT NULL)));
alter table alarm add constraint alarm_kind CHECK ((kind = ANY (ARRAY['document'::text, 'address'::text])));
alter table alarm add constraint alarm_state CHECK ((state = ANY (ARRAY['open'::text, 'explained'::text])));
alter table alarm add constraint alarm_decided_by FOREIGN KEY (decided_by) REFERENCES account(id);
alter table alarm add constraint alarm_pkey PRIMARY KEY (id);
alter table alarm add constraint alarm_once UNIQUE (kind, key);
alter table application add constraint application_account FOREIGN KEY (account_id) REFERENCES account(id);
alter table application add constraint application_office FOREIGN KEY (office_id) REFERENCES office(id);
alter table application add constraint application_pkey PRIMARY KEY (id);
alter table application_right add constraint application_right_pkey PRIMARY KEY (object);
alter table attested_name add constraint attested_name_script CHECK ((script = ANY (ARRAY['kk-Cyrl'::text, 'ru'::text, 'kk-Arab'::text, 'Latn'::text, 'pinyin'::text, 'Hans'::text, 'mn'::text, 'uz'::text, 'tr'::text, 'fa'::text, 'other'::text])));
alter table attested_name add constraint attested_name_written CHECK (((length(written) >= 1) AND (length(written) <= 200)));
alter table attested_name add constraint attested_name_paper FOREIGN KEY (paper_kind) REFERENCES paper_kind(kind);
alter table attested_name add constraint attested_name_person FOREIGN KEY (person_id) REFERENCES person(id);
alter table attested_name add constraint attested_name_pkey PRIMARY KEY (id);
alter table case_file add constraint case_file_channel CHECK ((channel = ANY (ARRAY['career_centre'::text, 'state_corporation'::text, 'egov'::text, 'consulate'::text, 'phone'::text, 'letter'::text, 'arrival'::text])));
alter table case_file add constraint case_file_closed_coded CHECK (((status = ANY (ARRAY['refused'::text, 'withdrawn'::text, 'closed_early'::text])) = (close_reason <> ''::text)));
alter table case_file add constraint case_file_merged CHECK ((((status = 'merged'::text) = (merged_into IS NOT NULL)) AND (merged_into <> id)));
alter table case_file add constraint case_file_receipt_before_opening CHECK ((receipt_date <= opened_on));
alter table case_file add constraint case_file_stage CHECK ((stage = ANY (ARRAY['intake'::text, 'housing'::text, 'employment'::text, 'integration'::text, 'settled'::text])));
alter table case_file add constraint case_file_status CHECK ((status = ANY (ARRAY['registered'::text, 'in_progress'::text, 'follow_up'::text, 'settled'::text, 'refused'::text, 'withdrawn'::text, 'closed_early'::text, 'merged'::text])));
alter table case_file add constraint case_file_track CHECK ((track = ANY (ARRAY['ethnic_return'::text, 'former_citizen'::text, 'internal'::text])));
alter table case_file add constraint case_file_contact FOREIGN KEY (contact_member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
alter table case_file add constraint case_file_head FOREIGN KEY (head_member_id) REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED;
alter table case_file add constraint case_file_merged_into FOREIGN KEY (merged_into) REFERENCES case_file(id);
alter table case_file add constraint case_file_office FOREIGN KEY (office_id) REFERENCES office(id);
alter table case_file add constraint case_file_origin FOREIGN KEY (origin_country) REFERENCES country(alpha3);
alter table case_file add constraint case_file_origin_region FOREIGN KEY (origin_region) REFERENCES region(code);
alter table case_file add constraint case_file_owner FOREIGN KEY (owner_id) REFERENCES account(id);
alter table case_file add constraint case_file_region FOREIGN KEY (region) REFERENCES region(code);
alter table case_file add constraint case_file_sending FOREIGN KEY (sending_office_id) REFERENCES office(id);
alter table case_file add constraint case_file_settlement FOREIGN KEY (settlement_id) REFERENCES settlement(id);
alter table case_file add constraint case_file_pkey PRIMARY KEY (id);
alter table case_file add constraint case_file_number_once UNIQUE (number);
alter table clock_shift add constraint clock_shift_one_row CHECK (one);
alter table clock_shift add constraint clock_shift_pkey PRIMARY KEY (one);
alter table conflict add constraint conflict_account FOREIGN KEY (account_id) REFERENCES account(id);
alter table conflict add constraint conflict_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table conflict add constraint conflict_pkey PRIMARY KEY (account_id, case_id);
alter table consent add constraint consent_purpose CHECK ((purpose = ANY (ARRAY['processing'::text, 'sharing_work'::text, 'sharing_social'::text, 'messages'::text])));
alter table consent add constraint consent_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table consent add constraint consent_language FOREIGN KEY (language) REFERENCES language(code);
alter table consent add constraint consent_member FOREIGN KEY (member_id) REFERENCES member(id);
alter table consent add constraint consent_pkey PRIMARY KEY (id);
alter table counter_balance add constraint counter_balance_pkey PRIMARY KEY (key);
alter table country add constraint country_pkey PRIMARY KEY (alpha3);
alter table decision add constraint decision_kind CHECK ((kind = ANY (ARRAY['status'::text, 'quota'::text, 'residence'::text, 'citizenship'::text, 'housing'::text, 'payment'::text, 'waiver'::text, 'settled'::text, 'refusal'::text, 'close'::text, 'quota_return'::text])));
alter table decision add constraint decision_refusal_reasoned CHECK (((state <> 'refused'::text) OR (reason <> ''::text)));
alter table decision add constraint decision_state CHECK ((state = ANY (ARRAY['proposed'::text, 'returned'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])));
alter table decision add constraint decision_two_persons CHECK (((decided_by IS NULL) OR (decided_by <> proposed_by)));
alter table decision add constraint decision_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table decision add constraint decision_decider FOREIGN KEY (decided_by) REFERENCES account(id);
alter table decision add constraint decision_line FOREIGN KEY (line_id) REFERENCES quota_line(id);
alter table decision add constraint decision_office FOREIGN KEY (office_id) REFERENCES office(id);
alter table decision add constraint decision_proposer FOREIGN KEY (proposed_by) REFERENCES account(id);
alter table decision add constraint decision_task FOREIGN KEY (task_id) REFERENCES task(id);
alter table decision add constraint decision_pkey PRIMARY KEY (id);
alter table duplicate add constraint duplicate_decided CHECK (((state <> 'not_same'::text) OR (decided_by IS NOT NULL)));
alter table duplicate add constraint duplicate_ordered CHECK ((person_a < person_b));
alter table duplicate add constraint duplicate_state CHECK ((state = ANY (ARRAY['open'::text, 'not_same'::text, 'merged'::text, 'gone'::text])));
alter table duplicate add constraint duplicate_verdict CHECK ((verdict = ANY (ARRAY['same'::text, 'maybe'::text, 'said'::text])));
alter table duplicate add constraint duplicate_decided_by FOREIGN KEY (decided_by) REFERENCES account(id);
alter table duplicate add constraint duplicate_person_a FOREIGN KEY (person_a) REFERENCES person(id);
alter table duplicate add constraint duplicate_person_b FOREIGN KEY (person_b) REFERENCES person(id);
alter table duplicate add constraint duplicate_said_by FOREIGN KEY (said_by) REFERENCES account(id);
alter table duplicate add constraint duplicate_pkey PRIMARY KEY (id);
alter table duplicate add constraint duplicate_once UNIQUE (person_a, person_b);
alter table dwelling add constraint dwelling_area CHECK (((area_dm2 >= 500) AND (area_dm2 <= 100000)));
alter table dwelling add constraint dwelling_kind CHECK ((kind = ANY (ARRAY['house'::text, 'flat'::text, 'room'::text, 'centre_place'::text])));
alter table dwelling add constraint dwelling_money CHECK ((((price_tiyn IS NULL) OR (price_tiyn > 0)) AND ((rent_tiyn IS NULL) OR (rent_tiyn > 0))));
alter table dwelling add constraint dwelling_rooms CHECK (((rooms >= 1) AND (rooms <= 20)));
alter table dwelling add constraint dwelling_office FOREIGN KEY (office_id) REFERENCES office(id);
alter table dwelling add constraint dwelling_region FOREIGN KEY (region) REFERENCES region(code);
alter table dwelling add constraint dwelling_settlement FOREIGN KEY (settlement_id) REFERENCES settlement(id);
alter table dwelling add constraint dwelling_pkey PRIMARY KEY (id);
alter table employer add constraint employer_region FOREIGN KEY (region) REFERENCES region(code);
alter table employer add constraint employer_pkey PRIMARY KEY (id);
alter table employer add constraint employer_bin_once UNIQUE (bin);
alter table entitlement_rule add constraint entitlement_rule_pkey PRIMARY KEY (id);
alter table event add constraint event_audience_known CHECK ((audience = ANY (ARRAY['staff'::text, 'migrant'::text])));
alter table event add constraint event_clear_columns_plain CHECK ((POSITION((chr(31)) IN (((((kind || code) || reason) || subject_kind) || op_id))) = 0));
alter table event add constraint event_stream FOREIGN KEY (stream_kind, stream_id) REFERENCES stream(kind, id);
alter table event add constraint event_pkey PRIMARY KEY (id);
alter table event add constraint event_seq_once UNIQUE (stream_kind, stream_id, seq);
alter table goal add constraint goal_drop_coded CHECK (((dropped_on IS NULL) = (dropped_reason = ''::text)));
alter table goal add constraint goal_kind CHECK ((kind = ANY (ARRAY['language'::text, 'school'::text, 'kindergarten'::text, 'health'::text, 'documents'::text, 'training'::text, 'legal'::text, 'social'::text, 'other'::text])));
alter table goal add constraint goal_reached_or_dropped CHECK (((reached_on IS NULL) OR (dropped_on IS NULL)));
alter table goal add constraint goal_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table goal add constraint goal_member FOREIGN KEY (member_id) REFERENCES member(id);
alter table goal add constraint goal_pkey PRIMARY KEY (id);
alter table holiday add constraint holiday_pkey PRIMARY KEY (day);
alter table housing_need add constraint housing_need_tenure CHECK ((tenure = ANY (ARRAY['buy_out'::text, 'loan'::text, 'rent_subsidy'::text, 'certificate'::text, 'centre_place'::text, 'own'::text, 'relatives'::text])));
alter table housing_need add constraint housing_need_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table housing_need add constraint housing_need_settlement FOREIGN KEY (settlement_id) REFERENCES settlement(id);
alter table housing_need add constraint housing_need_pkey PRIMARY KEY (case_id);
alter table installation add constraint installation_one_row CHECK (one);
alter table installation add constraint installation_pkey PRIMARY KEY (one);
alter table integration_plan add constraint integration_plan_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table integration_plan add constraint integration_plan_pkey PRIMARY KEY (case_id);
alter table job add constraint job_done_or_parked CHECK (((done_at IS NULL) OR (parked_at IS NULL)));
alter table job add constraint job_periodic_goes_on CHECK (((every IS NULL) OR ((done_at IS NULL) AND (parked_at IS NULL))));
alter table job add constraint job_pkey PRIMARY KEY (id);
alter table job add constraint job_once UNIQUE (kind, key);
alter table job_check add constraint job_check_answer CHECK ((answer = ANY (ARRAY['works'::text, 'other_job'::text, 'no_work'::text, 'not_known'::text])));
alter table job_check add constraint job_check_day CHECK ((day = ANY (ARRAY[90, 180, 365])));
alter table job_check add constraint job_check_referral FOREIGN KEY (referral_id) REFERENCES referral(id);
alter table job_check add constraint job_check_pkey PRIMARY KEY (referral_id, day);
alter table known_device add constraint known_device_account FOREIGN KEY (account_id) REFERENCES account(id);
alter table known_device add constraint known_device_pkey PRIMARY KEY (account_id, device_hash);
alter table language add constraint language_pkey PRIMARY KEY (code);
alter table mci add constraint mci_pkey PRIMARY KEY (effective_from);
alter table member add constraint member_left_after_joined CHECK (((left_on IS NULL) OR (left_on >= joined_on)));
alter table member add constraint member_quota CHECK ((quota_standing = ANY (ARRAY['not_asked'::text, 'applied'::text, 'waiting'::text, 'included'::text, 'refused'::text])));
alter table member add constraint member_relation CHECK ((relation = ANY (ARRAY['head'::text, 'spouse'::text, 'child'::text, 'parent'::text, 'sibling'::text, 'grandchild'::text, 'grandparent'::text, 'child_in_law'::text, 'parent_in_law'::text, 'ward'::text, 'other'::text])));
alter table member add constraint member_status CHECK ((status_standing = ANY (ARRAY['not_asked'::text, 'applied'::text, 'granted'::text, 'refused'::text])));
alter table member add constraint member_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table member add constraint member_person FOREIGN KEY (person_id) REFERENCES person(id);
alter table member add constraint member_pkey PRIMARY KEY (id);
alter table member add constraint member_one_household_at_a_time EXCLUDE USING gist (person_id WITH =, daterange(joined_on, left_on, '[)'::text) WITH &&);
alter table merge add constraint merge_kind CHECK ((kind = ANY (ARRAY['case'::text, 'member'::text, 'person'::text])));
alter table merge add constraint merge_state CHECK ((state = ANY (ARRAY['proposed'::text, 'done'::text, 'refused'::text, 'undo_proposed'::text, 'undone'::text])));
alter table merge add constraint merge_two_cases CHECK (((kind <> 'case'::text) OR (main_case <> other_case)));
alter table merge add constraint merge_two_persons CHECK (((NOT paid) OR (decided_by IS NULL) OR (decided_by <> proposed_by)));
alter table merge add constraint merge_undo_two CHECK (((undone_by IS NULL) OR (undo_by IS NULL) OR (undo_by <> undone_by)));
alter table merge add constraint merge_decider FOREIGN KEY (decided_by) REFERENCES account(id);
alter table merge add constraint merge_main FOREIGN KEY (main_case) REFERENCES case_file(id);
alter table merge add constraint merge_other FOREIGN KEY (other_case) REFERENCES case_file(id);
alter table merge add constraint merge_pair FOREIGN KEY (pair_id) REFERENCES duplicate(id);
alter table merge add constraint merge_proposer FOREIGN KEY (proposed_by) REFERENCES account(id);
alter table merge add constraint merge_undoer FOREIGN KEY (undo_by) REFERENCES account(id);
alter table merge add constraint merge_undone_by FOREIGN KEY (undone_by) REFERENCES account(id);
alter table merge add constraint merge_pkey PRIMARY KEY (id);
alter table offer add constraint offer_expires_after CHECK ((expires_on >= offered_on));
alter table offer add constraint offer_moved_after CHECK (((moved_in_on IS NULL) OR (moved_in_on >= offered_on)));
alter table offer add constraint offer_state CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'expired'::text, 'not_suitable'::text, 'withdrawn'::text, 'occupied'::text, 'left'::text])));
alter table offer add constraint offer_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table offer add constraint offer_dwelling FOREIGN KEY (dwelling_id) REFERENCES dwelling(id);
alter table offer add constraint offer_pkey PRIMARY KEY (id);
alter table offer add constraint offer_dwelling_given_once EXCLUDE USING gist (dwelling_id WITH =, held WITH &&);
alter table office add constraint office_level_known CHECK ((level = ANY (ARRAY['district'::text, 'region'::text, 'ministry'::text])));
alter table office add constraint office_parent_below_ministry CHECK (((level = 'ministry'::text) = (parent_id IS NULL)));
alter table office add constraint office_region_below_ministry CHECK (((level = 'ministry'::text) = (region IS NULL)));
alter table office add constraint office_parent FOREIGN KEY (parent_id) REFERENCES office(id);
alter table office add constraint office_region FOREIGN KEY (region) REFERENCES region(code);
alter table office add constraint office_pkey PRIMARY KEY (id);
alter table office add constraint office_key_once UNIQUE (key);
alter table operation add constraint operation_pkey PRIMARY KEY (id);
alter table own_dwelling add constraint own_dwelling_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table own_dwelling add constraint own_dwelling_pkey PRIMARY KEY (case_id);
alter table paper add constraint paper_accepted_seen CHECK (((state <> 'accepted'::text) OR (seen_by IS NOT NULL)));
alter table paper add constraint paper_original CHECK ((original_at = ANY (ARRAY[''::text, 'with_family'::text, 'with_us'::text, 'other_body'::text])));
alter table paper add constraint paper_state CHECK ((state = ANY (ARRAY['needed'::text, 'asked'::text, 'received'::text, 'accepted'::text, 'not_accepted'::text])));
alter table paper add constraint paper_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table paper add constraint paper_kind_of FOREIGN KEY (kind) REFERENCES paper_kind(kind);
alter table paper add constraint paper_member FOREIGN KEY (member_id) REFERENCES member(id);
alter table paper add constraint paper_pkey PRIMARY KEY (id);
alter table paper_kind add constraint paper_kind_belongs CHECK ((belongs_to = ANY (ARRAY['person'::text, 'household'::text])));
alter table paper_kind add constraint paper_kind_pkey PRIMARY KEY (kind);
alter table person add constraint person_birth_year_fits CHECK (((birth_date IS NULL) OR ((birth_year)::numeric = EXTRACT(year FROM birth_date))));
alter table person add constraint person_iin_both CHECK (((iin_sealed IS NULL) = (iin_lookup IS NULL)));
alter table person add constraint person_iin_state CHECK ((iin_state = ANY (ARRAY['none'::text, 'requested'::text, 'known'::text])));
alter table person add constraint person_merged_other CHECK ((merged_into <> id));
alter table person add constraint person_sex CHECK ((sex = ANY (ARRAY[''::text, 'male'::text, 'female'::text])));
alter table person add constraint person_chosen_name FOREIGN KEY (chosen_name_id) REFERENCES attested_name(id) DEFERRABLE INITIALLY DEFERRED;
alter table person add constraint person_citizenship FOREIGN KEY (citizenship) REFERENCES country(alpha3);
alter table person add constraint person_merged_into FOREIGN KEY (merged_into) REFERENCES person(id);
alter table person add constraint person_pkey PRIMARY KEY (id);
alter table person add constraint person_iin_once UNIQUE (iin_lookup);
alter table phone add constraint phone_person FOREIGN KEY (person_id) REFERENCES person(id);
alter table phone add constraint phone_pkey PRIMARY KEY (id);
alter table police_application add constraint application_answer CHECK ((answer = ANY (ARRAY[''::text, 'granted'::text, 'refused'::text])));
alter table police_application add constraint application_answered CHECK (((answer = ''::text) = (decided_on IS NULL)));
alter table police_application add constraint application_kind CHECK ((kind = ANY (ARRAY['residence'::text, 'citizenship'::text])));
alter table police_application add constraint application_order CHECK (((decided_on IS NULL) OR (decided_on >= applied_on)));
alter table police_application add constraint application_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table police_application add constraint police_application_member FOREIGN KEY (member_id) REFERENCES member(id);
alter table quota_line add constraint quota_line_counts CHECK (((granted >= 0) AND (reserved >= 0) AND (used >= 0) AND (used <= granted)));
alter table quota_line add constraint quota_line_unit CHECK ((unit = ANY (ARRAY['persons'::text, 'families'::text])));
alter table quota_line add constraint quota_line_region FOREIGN KEY (region) REFERENCES region(code);
alter table quota_line add constraint quota_line_pkey PRIMARY KEY (id);
alter table quota_line add constraint quota_line_once UNIQUE (year, region, track, unit);
alter table quota_version add constraint quota_version_line FOREIGN KEY (line_id) REFERENCES quota_line(id);
alter table quota_version add constraint quota_version_pkey PRIMARY KEY (line_id, version);
alter table reason_code add constraint reason_code_pkey PRIMARY KEY (grp, code);
alter table referral add constraint referral_hired_after CHECK (((hired_on IS NULL) OR (hired_on >= sent_on)));
alter table referral add constraint referral_kind CHECK ((kind = ANY (ARRAY['vacancy'::text, 'training'::text, 'business'::text])));
alter table referral add constraint referral_state CHECK ((state = ANY (ARRAY['open'::text, 'hired'::text, 'started'::text, 'refused_by_employer'::text, 'refused_by_person'::text, 'ended'::text])));
alter table referral add constraint referral_vacancy_named CHECK (((kind = 'vacancy'::text) = (vacancy_id IS NOT NULL)));
alter table referral add constraint referral_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table referral add constraint referral_member FOREIGN KEY (member_id) REFERENCES member(id);
alter table referral add constraint referral_vacancy FOREIGN KEY (vacancy_id) REFERENCES vacancy(id);
alter table referral add constraint referral_pkey PRIMARY KEY (id);
alter table region add constraint region_code_two_digits CHECK ((code ~ '^[0-9]{2}$'::text));
alter table region add constraint region_kind_known CHECK ((kind = ANY (ARRAY['region'::text, 'city'::text, 'former_region'::text])));
alter table region add constraint region_pkey PRIMARY KEY (code);
alter table region_successor add constraint region_successor_code FOREIGN KEY (code) REFERENCES region(code);
alter table region_successor add constraint region_successor_successor FOREIGN KEY (successor) REFERENCES region(code);
alter table region_successor add constraint region_successor_pkey PRIMARY KEY (code, successor);
alter table representative add constraint representative_end_reason CHECK (((end_reason = ANY (ARRAY[''::text, 'ended'::text, 'mistake'::text])) AND ((ended_on IS NULL) = (end_reason = ''::text))));
alter table representative add constraint representative_kind CHECK ((kind = ANY (ARRAY['parent'::text, 'guardian'::text, 'proxy'::text])));
alter table representative add constraint representative_by FOREIGN KEY (by_member_id) REFERENCES member(id);
alter table representative add constraint representative_member FOREIGN KEY (member_id) REFERENCES member(id);
alter table representative add constraint representative_pkey PRIMARY KEY (id);
alter table rescue_draft add constraint rescue_draft_account FOREIGN KEY (account_id) REFERENCES account(id);
alter table rescue_draft add constraint rescue_draft_pkey PRIMARY KEY (account_id, form);
alter table residence_registration add constraint residence_member FOREIGN KEY (member_id) REFERENCES member(id);
alter table residence_registration add constraint residence_registration_pkey PRIMARY KEY (member_id);
alter table safety_talk add constraint safety_talk_member FOREIGN KEY (member_id) REFERENCES member(id);
alter table safety_talk add constraint safety_talk_pkey PRIMARY KEY (member_id);
alter table search_token add constraint search_token_pkey PRIMARY KEY (token);
alter table session add constraint session_account FOREIGN KEY (account_id) REFERENCES account(id);
alter table session add constraint session_pkey PRIMARY KEY (token_hash);
alter table settlement add constraint settlement_region FOREIGN KEY (region) REFERENCES region(code);
alter table settlement add constraint settlement_pkey PRIMARY KEY (id);
alter table settlement add constraint settlement_key_once UNIQUE (key);
alter table step_template add constraint step_template_step CHECK ((step = ANY (ARRAY['intake'::text, 'housing'::text, 'employment'::text, 'integration'::text])));
alter table step_template add constraint step_template_track CHECK ((track = ANY (ARRAY['ethnic_return'::text, 'former_citizen'::text, 'internal'::text])));
alter table step_template add constraint step_template_unit CHECK ((due_unit = ANY (ARRAY['working_day'::text, 'calendar_day'::text, 'month'::text])));
alter table step_template add constraint step_template_pkey PRIMARY KEY (id);
alter table step_template add constraint step_template_once UNIQUE (track, version_from, task_key);
alter table stream add constraint stream_pkey PRIMARY KEY (kind, id);
alter table task add constraint task_done_dated CHECK (((state = 'done'::text) = (done_on IS NOT NULL)));
alter table task add constraint task_paused_dated CHECK (((state = 'paused'::text) = (paused_on IS NOT NULL)));
alter table task add constraint task_state CHECK ((state = ANY (ARRAY['later'::text, 'open'::text, 'paused'::text, 'returned'::text, 'proposed'::text, 'done'::text, 'not_required'::text])));
alter table task add constraint task_case FOREIGN KEY (case_id) REFERENCES case_file(id);
alter table task add constraint task_member FOREIGN KEY (member_id) REFERENCES member(id);
alter table task add constraint task_template FOREIGN KEY (template_id) REFERENCES step_template(id);
alter table task add constraint task_pkey PRIMARY KEY (id);
alter table task_clock add constraint task_clock_kind CHECK ((kind = ANY (ARRAY['pause'::text, 'extension'::text])));
alter table task_clock add constraint task_clock_task FOREIGN KEY (task_id) REFERENCES task(id);
alter table task_clock add constraint task_clock_pkey PRIMARY KEY (id);
alter table throttle add constraint throttle_pkey PRIMARY KEY (key);
alter table vacancy add constraint vacancy_dates CHECK ((open_until >= open_from));
alter table vacancy add constraint vacancy_not_overfilled CHECK (((taken >= 0) AND (taken <= places)));
alter table vacancy add constraint vacancy_occupation CHECK ((occupation ~ '^[0-9X][0-9]{3}(-[0-9])?$'::text));
alter table vacancy add constraint vacancy_places CHECK (((places >= 1) AND (places <= 1000)));
alter table vacancy add constraint vacancy_wage CHECK ((wage_tiyn > 0));
alter table vacancy add constraint vacancy_employer FOREIGN KEY (employer_id) REFERENCES employer(id);
alter table vacancy add constraint vacancy_region FOREIGN KEY (region) REFERENCES region(code);
alter table vacancy add constraint vacancy_settlement FOREIGN KEY (settlement_id) REFERENCES settlement(id);
alter table vacancy add constraint vacancy_pkey PRIMARY KEY (id);
alter table view_log add constraint view_log_pkey PRIMARY KEY (id);
alter table view_log add constraint view_log_once_an_hour UNIQUE (case_id, account_id, hour);
alter table work_profile add constraint work_profile_years CHECK (((years >= 0) AND (years <= 60)));
alter table work_profile add constraint work_profile_member FOREIGN KEY (member_id) REFERENCES member(id);
alter table work_profile add constraint work_profile_pkey PRIMARY KEY (member_id);

-- Indexes

CREATE UNIQUE INDEX account_login_once ON public.account USING btree (lower(login));
CREATE INDEX account_of_office ON public.account USING btree (office_id) WHERE (disabled_at IS NULL);
CREATE INDEX alarm_open ON public.alarm USING btree (id) WHERE (state = 'open'::text);
CREATE INDEX application_of_office ON public.application USING btree (office_id, saved_at);
CREATE INDEX attested_name_fold_prefix ON public.attested_name USING btree (fold text_pattern_ops);
CREATE INDEX attested_name_latin_like ON public.attested_name USING gin (latin gin_trgm_ops) WITH (fastupdate=off);
CREATE INDEX attested_name_number ON public.attested_name USING btree (number_lookup) WHERE (number_lookup IS NOT NULL);
CREATE INDEX attested_name_of_person ON public.attested_name USING btree (person_id);
CREATE INDEX attested_name_sounds ON public.attested_name USING gin (sounds) WITH (fastupdate=off);
CREATE INDEX case_file_absorbed ON public.case_file USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX case_file_external ON public.case_file USING btree (external_number) WHERE (external_number <> ''::text);
CREATE INDEX case_file_list ON public.case_file USING btree (owner_id, next_due, id) WHERE (status = ANY (ARRAY['registered'::text, 'in_progress'::text, 'follow_up'::text]));
CREATE INDEX case_file_of_region ON public.case_file USING btree (region, next_due, id) WHERE (status = ANY (ARRAY['registered'::text, 'in_progress'::text, 'follow_up'::text]));
CREATE INDEX case_file_prefix ON public.case_file USING btree (number text_pattern_ops);
CREATE INDEX case_file_unassigned ON public.case_file USING btree (office_id, next_due, id) WHERE ((owner_id IS NULL) AND (status = ANY (ARRAY['registered'::text, 'in_progress'::text, 'follow_up'::text])));
CREATE INDEX consent_of_case ON public.consent USING btree (case_id);
CREATE INDEX decision_of_case ON public.decision USING btree (case_id);
CREATE UNIQUE INDEX decision_one_open ON public.decision USING btree (case_id, kind, COALESCE(task_id, (0)::bigint)) WHERE (state = 'proposed'::text);
CREATE UNIQUE INDEX decision_returned_once ON public.decision USING btree (subject_id) WHERE ((kind = 'quota_return'::text) AND (state = 'approved'::text));
CREATE INDEX decision_waiting ON public.decision USING btree (region, office_id, proposed_at) WHERE (state = 'proposed'::text);
CREATE INDEX duplicate_b ON public.duplicate USING btree (person_b);
CREATE INDEX duplicate_open ON public.duplicate USING btree (found_at) WHERE (state = 'open'::text);
CREATE INDEX dwelling_of_region ON public.dwelling USING btree (region, settlement_id) WHERE (withdrawn_on IS NULL);
CREATE UNIQUE INDEX dwelling_title_once ON public.dwelling USING btree (title_number) WHERE (title_number <> ''::text);
CREATE INDEX event_newest ON public.event USING btree (stream_kind, stream_id, id DESC);
CREATE INDEX goal_of_case ON public.goal USING btree (case_id);
CREATE INDEX job_due ON public.job USING btree (run_at) WHERE ((done_at IS NULL) AND (parked_at IS NULL));
CREATE INDEX job_parked ON public.job USING btree (parked_at) WHERE (parked_at IS NOT NULL);
CREATE INDEX member_of_case ON public.member USING btree (case_id);
CREATE INDEX member_of_person ON public.member USING btree (person_id);
CREATE INDEX merge_of_main ON public.merge USING btree (main_case);
CREATE UNIQUE INDEX merge_one_at_a_time ON public.merge USING btree (other_case) WHERE ((kind = 'case'::text) AND (state = ANY (ARRAY['proposed'::text, 'done'::text, 'undo_proposed'::text])));
CREATE INDEX offer_of_case ON public.offer USING btree (case_id);
CREATE UNIQUE INDEX offer_one_open ON public.offer USING btree (case_id) WHERE (state = 'open'::text);
CREATE INDEX office_parent_of ON public.office USING btree (parent_id);
CREATE INDEX operation_recorded ON public.operation USING btree (recorded_at);
CREATE INDEX own_dwelling_address ON public.own_dwelling USING btree (address_lookup) WHERE (address_lookup IS NOT NULL);
CREATE INDEX paper_number ON public.paper USING btree (number_lookup) WHERE (number_lookup IS NOT NULL);
CREATE INDEX paper_of_case ON public.paper USING btree (case_id);
CREATE UNIQUE INDEX paper_once ON public.paper USING btree (case_id, kind, COALESCE(member_id, (0)::bigint));
CREATE INDEX person_birth ON public.person USING btree (birth_date);
CREATE INDEX person_birth_year ON public.person USING btree (birth_year);
CREATE INDEX person_merged ON public.person USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX phone_lookup ON public.phone USING btree (lookup);
CREATE INDEX phone_of_person ON public.phone USING btree (person_id);
CREATE UNIQUE INDEX police_application_once ON public.police_application USING btree (case_id, kind, COALESCE(member_id, (0)::bigint));
CREATE INDEX referral_of_case ON public.referral USING btree (case_id);
CREATE UNIQUE INDEX referral_one_open ON public.referral USING btree (member_id, vacancy_id) WHERE (state = 'open'::text);
CREATE INDEX representative_of ON public.representative USING btree (member_id);
CREATE INDEX session_expires ON public.session USING btree (expires_at);
CREATE INDEX session_of_account ON public.session USING btree (account_id) WHERE (revoked_at IS NULL);
CREATE INDEX settlement_of_region ON public.settlement USING btree (region);
CREATE INDEX task_clock_of ON public.task_clock USING btree (task_id);
CREATE INDEX task_of_case ON public.task USING btree (case_id, ord);
CREATE INDEX task_open_due ON public.task USING btree (due_on) WHERE (state = ANY (ARRAY['open'::text, 'paused'::text, 'returned'::text, 'proposed'::text]));
CREATE UNIQUE INDEX task_template_once ON public.task USING btree (case_id, template_id, COALESCE(member_id, (0)::bigint)) WHERE (template_id IS NOT NULL);
CREATE INDEX vacancy_of_region ON public.vacancy USING btree (region, open_until);
CREATE INDEX view_log_of_account ON public.view_log USING btree (account_id, seq);

-- Functions

CREATE OR REPLACE FUNCTION public.append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'table % is append-only', tg_table_name using errcode = '42501';
end $function$;
CREATE OR REPLACE FUNCTION public.event_chain()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
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
end $function$;
CREATE OR REPLACE FUNCTION public.households_sharing(what text, shared bytea)
 RETURNS TABLE(case_id bigint, member_id bigint, members integer)
 LANGUAGE sql
 STABLE
AS $function$
  select x.case_id, min(x.member_id), cast(count(*) as int) from (
    select m.case_id, m.id as member_id
    from attested_name n join paper_kind k on k.kind = n.paper_kind and k.belongs_to = 'person' and (not k.may_cover_many or k.kind = 'foreign_passport') join person p on p.id = n.person_id
      join member m on m.person_id = coalesce(p.merged_into, p.id) and m.left_on is null
    where what = 'document' and n.number_lookup = shared and n.withdrawn_at is null
    union
    select m.case_id, m.id
    from paper r join paper_kind k on k.kind = r.kind and k.belongs_to = 'person' and (not k.may_cover_many or k.kind = 'foreign_passport') join member o on o.id = r.member_id join person p on p.id = o.person_id
      join member m on m.person_id = coalesce(p.merged_into, p.id) and m.left_on is null
    where what = 'document' and r.number_lookup = shared
    union
    select m.case_id, m.id
    from own_dwelling d join member m on m.case_id = d.case_id and m.left_on is null and not m.abroad
    where what = 'address' and d.address_lookup = shared
  ) x join case_file c on c.id = x.case_id and c.status in ('registered','in_progress','follow_up')
  group by x.case_id
$function$;
CREATE OR REPLACE FUNCTION public.nk_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
RETURN (transaction_timestamp() + (SELECT clock_shift.shift FROM clock_shift));
CREATE OR REPLACE FUNCTION public.nk_today()
 RETURNS date
 LANGUAGE sql
 STABLE
RETURN ((nk_now() AT TIME ZONE 'Asia/Almaty'::text))::date;
CREATE OR REPLACE FUNCTION public.quota_line_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.granted > old.granted or new.reserved > old.reserved) and new.granted + new.reserved > new.amount then
    raise exception 'quota line % has no place left', new.id using errcode = '23514', constraint = 'quota_line_places_left';
  end if;
  if new.granted > old.granted and not new.grantable then
    raise exception 'quota line % cannot be granted from', new.id using errcode = '23514', constraint = 'quota_line_grantable';
  end if;
  return new;
end $function$;
CREATE OR REPLACE FUNCTION public.record_view(in_case bigint, in_account bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
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
end $function$;

-- Triggers

CREATE TRIGGER event_append_only BEFORE DELETE OR UPDATE ON public.event FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER event_chain BEFORE INSERT ON public.event FOR EACH ROW EXECUTE FUNCTION event_chain();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER quota_line_guard BEFORE UPDATE ON public.quota_line FOR EACH ROW EXECUTE FUNCTION quota_line_guard();
CREATE TRIGGER quota_version_append_only BEFORE DELETE OR UPDATE ON public.quota_version FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER view_log_append_only BEFORE DELETE OR UPDATE ON public.view_log FOR EACH ROW EXECUTE FUNCTION append_only();
