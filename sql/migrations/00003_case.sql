-- +goose Up
-- Persons and their names ---------------------------------------------------------------------------

create table person (
  id bigint generated always as identity primary key,
  sex text not null default '',
  birth_date date, birth_year int,
  citizenship text constraint person_citizenship references country,
  ethnic_kazakh boolean,
  died_on date,
  iin_sealed bytea, iin_lookup bytea,
  iin_state text not null default 'none',
  iin_override text not null default '',
  chosen_name_id bigint,
  speaks text[] not null default '{}', reads text not null default '',
  created_at timestamptz not null default nk_now(),
  version int not null default 1,
  constraint person_sex check (sex in ('','male','female')),
  constraint person_birth_year_fits check (birth_date is null or birth_year = extract(year from birth_date)),
  constraint person_iin_once unique (iin_lookup),
  constraint person_iin_state check (iin_state in ('none','requested','known')),
  constraint person_iin_both check ((iin_sealed is null) = (iin_lookup is null))
);
comment on table person is 'A human being, once in the system. IIN is sealed under the person''s own key, found again by a keyed digest, optional, unique when present.';

create table attested_name (
  id bigint generated always as identity primary key,
  person_id bigint not null constraint attested_name_person references person,
  written text not null,
  surname text not null default '', given text not null default '', patronymic text not null default '',
  script text not null,
  paper_kind text constraint attested_name_paper references paper_kind,
  number_sealed bytea, number_lookup bytea, number_tail text not null default '',
  issued_on date, expires_on date,
  read_by text not null default '',
  fold text not null, latin text not null,
  recorded_at timestamptz not null default nk_now(),
  withdrawn_at timestamptz,
  constraint attested_name_written check (length(written) between 1 and 200),
  constraint attested_name_script check (script in ('kk-Cyrl','ru','kk-Arab','Latn','pinyin','Hans','mn','uz','tr','fa','other'))
);
comment on table attested_name is 'A name exactly as one document writes it; folding lives only in the search keys fold and latin.';
alter table person add constraint person_chosen_name foreign key (chosen_name_id) references attested_name deferrable initially deferred;
create index attested_name_of_person on attested_name (person_id);
create index attested_name_number on attested_name (number_lookup) where number_lookup is not null;
create index attested_name_fold_prefix on attested_name (fold text_pattern_ops);
create index attested_name_fold_like on attested_name using gin (fold gin_trgm_ops);
create index attested_name_latin_like on attested_name using gin (latin gin_trgm_ops);

create table phone (
  id bigint generated always as identity primary key,
  person_id bigint not null constraint phone_person references person,
  sealed bytea not null, lookup bytea not null, tail text not null,
  whose text not null default '', whose_relation text not null default 'own',
  checked_on date, withdrawn_at timestamptz,
  recorded_at timestamptz not null default nk_now()
);
comment on table phone is 'Phone numbers, sealed; a shared phone is normal, so the look-up is not unique.';
create index phone_of_person on phone (person_id);
create index phone_lookup on phone (lookup);

-- The case ------------------------------------------------------------------------------------------

create sequence case_serial;

create table case_file (
  id bigint generated always as identity primary key,
  number text not null constraint case_file_number_once unique,
  track text not null, template_version date not null,
  status text not null default 'in_progress', stage text not null default 'intake',
  opened_on date not null, receipt_date date not null,
  channel text not null, external_number text not null default '',
  office_id bigint not null constraint case_file_office references office,
  region text not null constraint case_file_region references region,
  owner_id bigint constraint case_file_owner references account,
  proposed_by bigint,
  head_member_id bigint, contact_member_id bigint,
  origin_country text not null constraint case_file_origin references country,
  origin_region text constraint case_file_origin_region references region,
  origin_place text not null default '',
  sending_office_id bigint constraint case_file_sending references office,
  settlement_id bigint constraint case_file_settlement references settlement,
  arrived_on date,
  facts jsonb not null default '{}',
  sealed boolean not null default false,
  persons int not null default 1,
  head_name text not null default '', head_lang text not null default 'kk',
  next_task_id bigint, next_due date, next_state text not null default '', open_tasks int not null default 0,
  decisions_open int not null default 0,
  settled_on date, closed_on date, close_reason text not null default '', close_text_sealed bytea,
  merged_into bigint,
  strip_issue int not null default 0, slip_issue int not null default 1,
  created_at timestamptz not null default nk_now(), created_by bigint not null,
  touched_at timestamptz not null default nk_now(),
  version int not null default 1,
  constraint case_file_track check (track in ('ethnic_return','former_citizen','internal')),
  constraint case_file_status check (status in ('registered','in_progress','follow_up','refused','withdrawn','closed_early','merged')),
  constraint case_file_stage check (stage in ('intake','housing','employment','integration','settled')),
  constraint case_file_channel check (channel in ('career_centre','state_corporation','egov','consulate','phone','letter','arrival')),
  constraint case_file_receipt_before_opening check (receipt_date <= opened_on),
  constraint case_file_closed_coded check ((status in ('refused','withdrawn','closed_early')) = (close_reason <> ''))
);
comment on table case_file is 'One household''s way through the programme. An open case stands in one person''s list (owner_id) or in its office''s unassigned list.';
create index case_file_list on case_file (owner_id, next_due, id) where status in ('registered','in_progress','follow_up');
create index case_file_unassigned on case_file (office_id, next_due, id) where owner_id is null and status in ('registered','in_progress','follow_up');
create index case_file_of_region on case_file (region, next_due, id) where status in ('registered','in_progress','follow_up');
create index case_file_external on case_file (external_number) where external_number <> '';
create index case_file_prefix on case_file (number text_pattern_ops);

create table member (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint member_case references case_file,
  person_id bigint not null constraint member_person references person,
  ord int not null,
  relation text not null,
  joined_on date not null, join_reason text not null default '',
  left_on date, leave_reason text not null default '',
  abroad boolean not null default false,
  quota_standing text not null default 'not_asked',
  status_standing text not null default 'not_asked',
  stay_until date, stay_basis text not null default '',
  strip_issue int not null default 0, strip_revoked boolean not null default false,
  version int not null default 1,
  constraint member_quota check (quota_standing in ('not_asked','applied','waiting','included','refused')),
  constraint member_status check (status_standing in ('not_asked','applied','granted','refused')),
  constraint member_relation check (relation in ('head','spouse','child','parent','sibling','grandchild','grandparent','child_in_law','parent_in_law','ward','other')),
  constraint member_left_after_joined check (left_on is null or left_on >= joined_on),
  constraint member_one_household_at_a_time exclude using gist (person_id with =, daterange(joined_on, left_on, '[)') with &&)
);
comment on table member is 'Who belongs to a household from when to when; a person is in one household on any day.';
create index member_of_case on member (case_id);
create index member_of_person on member (person_id);
alter table case_file add constraint case_file_head foreign key (head_member_id) references member deferrable initially deferred;
alter table case_file add constraint case_file_contact foreign key (contact_member_id) references member deferrable initially deferred;

create table representative (
  id bigint generated always as identity primary key,
  member_id bigint not null constraint representative_member references member,
  by_member_id bigint constraint representative_by references member,
  name text not null default '', kind text not null, paper_kind text not null default '',
  valid_from date not null, valid_to date,
  constraint representative_kind check (kind in ('parent','guardian','proxy'))
);
comment on table representative is 'Who may act for a member, by which paper, until when.';
create index representative_of on representative (member_id);

create table conflict (
  account_id bigint not null constraint conflict_account references account,
  case_id bigint not null constraint conflict_case references case_file,
  declared_at timestamptz not null default nk_now(),
  primary key (account_id, case_id)
);
comment on table conflict is 'I know this family: no reason asked; the person neither reads nor decides this case.';

create table search_token (
  token text primary key, account_id bigint not null, searched_at timestamptz not null default nk_now(), hits int not null
);
comment on table search_token is 'Proof that somebody searched before registering a new family; no search terms.';

-- Tasks and decisions -------------------------------------------------------------------------------

create table task (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint task_case references case_file,
  template_id bigint constraint task_template references step_template,
  key text not null, step text not null, ord int not null, role text not null,
  member_id bigint constraint task_member references member,
  title text not null default '',
  state text not null,
  required boolean not null default true,
  counted_from date, due_on date, due_first date,
  paused_on date, pause_reason text not null default '', waited_days int not null default 0, extended_days int not null default 0,
  returned_reason text not null default '',
  done_on date, done_by bigint, outcome text not null default '',
  evidence jsonb not null default '{}',
  waiver_reason text not null default '', waiver_by bigint, waiver_second bigint,
  opened_at timestamptz not null default nk_now(),
  version int not null default 1,
  constraint task_state check (state in ('later','open','paused','returned','proposed','done','not_required')),
  constraint task_done_dated check ((state = 'done') = (done_on is not null)),
  constraint task_paused_dated check ((state = 'paused') = (paused_on is not null)),
  constraint task_waiver_two check (waiver_second is null or waiver_second <> waiver_by)
);
comment on table task is 'One thing to be done by one role. Tasks pause, not cases; a task that waits for its starting day is later.';
create index task_of_case on task (case_id, ord);
create index task_open_due on task (due_on) where state in ('open','paused','returned','proposed');
create unique index task_template_once on task (case_id, template_id, coalesce(member_id, 0)) where template_id is not null;

create table task_clock (
  id bigint generated always as identity primary key,
  task_id bigint not null constraint task_clock_task references task,
  kind text not null, from_on date not null, to_on date, days int not null default 0, reason text not null,
  constraint task_clock_kind check (kind in ('pause','extension'))
);
comment on table task_clock is 'Pauses and extensions of a task''s legal clock, each with its reason.';
create index task_clock_of on task_clock (task_id);

create table decision (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint decision_case references case_file,
  task_id bigint constraint decision_task references task,
  kind text not null, state text not null,
  wanted text not null,
  proposed_by bigint not null constraint decision_proposer references account, proposed_at timestamptz not null,
  decided_by bigint constraint decision_decider references account, decided_at timestamptz, decided_on date,
  office_id bigint not null constraint decision_office references office, region text not null,
  legal_basis text not null, rule_version date not null,
  reason_group text not null default '', reason text not null default '', text_sealed bytea,
  minutes_no text not null default '', minutes_on date,
  members bigint[] not null default '{}', places int not null default 0,
  line_id bigint constraint decision_line references quota_line, line_version int,
  subject_id bigint, valid_until date, appeal_until date,
  facts jsonb not null default '[]',
  version int not null default 1,
  constraint decision_kind check (kind in ('status','quota','residence','citizenship','housing','payment','waiver','settled','refusal','close')),
  constraint decision_state check (state in ('proposed','returned','approved','refused','withdrawn')),
  constraint decision_two_persons check (decided_by is null or decided_by <> proposed_by),
  constraint decision_refusal_reasoned check (state <> 'refused' or reason <> '')
);
comment on table decision is 'A formal yes or no: proposed by one person, made by another; legal basis, version of the rule and the facts used stay with it.';
create index decision_of_case on decision (case_id);
create index decision_waiting on decision (region, office_id, proposed_at) where state = 'proposed';
create unique index decision_one_open on decision (case_id, kind, coalesce(task_id, 0)) where state = 'proposed';

create table paper (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint paper_case references case_file,
  kind text not null constraint paper_kind_of references paper_kind,
  member_id bigint constraint paper_member references member,
  state text not null default 'needed',
  number_sealed bytea, number_lookup bytea, number_tail text not null default '',
  issued_on date, expires_on date, original_at text not null default '',
  seen_by bigint, seen_on date, translation_seen boolean not null default false,
  stands_for text not null default '', refused_reason text not null default '',
  version int not null default 1,
  constraint paper_state check (state in ('needed','asked','received','accepted','not_accepted')),
  constraint paper_original check (original_at in ('','with_family','with_us','other_body')),
  constraint paper_accepted_seen check (state not in ('accepted') or seen_by is not null)
);
comment on table paper is 'A paper that is needed, asked for, received, accepted or not; here papers are seen, not uploaded.';
create index paper_of_case on paper (case_id);
create unique index paper_once on paper (case_id, kind, coalesce(member_id, 0));
create index paper_number on paper (number_lookup) where number_lookup is not null;

create table consent (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint consent_case references case_file,
  member_id bigint not null constraint consent_member references member,
  purpose text not null, language text not null constraint consent_language references language,
  read_by bigint not null, given_on date not null, until_on date, withdrawn_on date,
  constraint consent_purpose check (purpose in ('processing','sharing_work','sharing_social','messages'))
);
comment on table consent is 'What a member agreed to, read aloud by whom, in which language.';
create index consent_of_case on consent (case_id);

-- +goose Down
select 1;
