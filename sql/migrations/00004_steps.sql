-- +goose Up
-- Housing -------------------------------------------------------------------------------------------

create table dwelling (
  id bigint generated always as identity primary key,
  settlement_id bigint not null constraint dwelling_settlement references settlement,
  region text not null constraint dwelling_region references region,
  office_id bigint not null constraint dwelling_office references office,
  kind text not null, address_sealed bytea not null, address_hint text not null,
  title_number text not null default '', title_checked_on date,
  rooms int not null, area_dm2 int not null, price_tiyn bigint, rent_tiyn bigint,
  tenures text[] not null, step_free boolean not null default false,
  free_from date not null, withdrawn_on date, withdrawn_reason text not null default '',
  version int not null default 1,
  constraint dwelling_kind check (kind in ('house','flat','room','centre_place')),
  constraint dwelling_rooms check (rooms between 1 and 20),
  constraint dwelling_area check (area_dm2 between 500 and 100000),
  constraint dwelling_money check ((price_tiyn is null or price_tiyn > 0) and (rent_tiyn is null or rent_tiyn > 0))
);
comment on table dwelling is 'One house, flat, room or centre place. Area in square decimetres, money in tiyn. The address is sealed under the dwelling''s own key; the hint (village, rooms) is not secret.';
create unique index dwelling_title_once on dwelling (title_number) where title_number <> '';
create index dwelling_of_region on dwelling (region, settlement_id) where withdrawn_on is null;

create table housing_need (
  case_id bigint primary key constraint housing_need_case references case_file,
  tenure text not null, rooms int not null, step_free boolean not null default false,
  near_school boolean not null default false, near_work boolean not null default false,
  settlement_id bigint constraint housing_need_settlement references settlement,
  agreed_on date not null, version int not null default 1,
  constraint housing_need_tenure check (tenure in ('buy_out','loan','rent_subsidy','certificate','centre_place','own','relatives'))
);
comment on table housing_need is 'What housing a family needs and which kind was agreed.';

create table offer (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint offer_case references case_file,
  dwelling_id bigint not null constraint offer_dwelling references dwelling,
  state text not null default 'open',
  tenure text not null, offered_on date not null, expires_on date not null,
  small_reason text not null default '',
  answered_on date, reason text not null default '', moved_in_on date, moved_out_on date,
  inspected_on date, inspected_by bigint, inspection_ok boolean, valuation_tiyn bigint,
  contract_on date, sheet_language text not null default '',
  offered_by bigint not null,
  held daterange generated always as (
    case when state = 'open' then daterange(offered_on, expires_on, '[]')
         when state in ('accepted','occupied') then daterange(offered_on, moved_out_on, '[)')
         else 'empty'::daterange end) stored,
  version int not null default 1,
  constraint offer_state check (state in ('open','accepted','declined','expired','not_suitable','withdrawn','occupied','left')),
  constraint offer_expires_after check (expires_on >= offered_on),
  constraint offer_moved_after check (moved_in_on is null or moved_in_on >= offered_on),
  constraint offer_dwelling_given_once exclude using gist (dwelling_id with =, held with &&)
);
comment on table offer is 'A dwelling offered to a household, its answer, and the time it is held or lived in. One dwelling, one family at a time.';
create index offer_of_case on offer (case_id);
create unique index offer_one_open on offer (case_id) where state = 'open';

create table own_dwelling (
  case_id bigint primary key constraint own_dwelling_case references case_file,
  address_sealed bytea not null, whose text not null, moved_in_on date, contract_on date, sheet_language text not null default ''
);
comment on table own_dwelling is 'Where a family lives outside the stock: own, relatives'', rented or bought by itself. Sealed under the case''s key.';

create table residence_registration (
  member_id bigint primary key constraint residence_member references member,
  registered_on date not null, checked_by bigint not null
);
comment on table residence_registration is 'Registration at the place of residence, member by member.';

-- Employment ----------------------------------------------------------------------------------------

create table employer (
  id bigint generated always as identity primary key,
  bin text not null constraint employer_bin_once unique, name text not null,
  region text not null constraint employer_region references region, phone text not null default '',
  closed_on date, version int not null default 1
);
comment on table employer is 'Holders of a BIN that hire.';

create table vacancy (
  id bigint generated always as identity primary key,
  employer_id bigint not null constraint vacancy_employer references employer,
  occupation text not null, title text not null, region text not null constraint vacancy_region references region,
  settlement_id bigint constraint vacancy_settlement references settlement,
  places int not null, taken int not null default 0, wage_tiyn bigint not null,
  open_from date not null, open_until date not null, version int not null default 1,
  constraint vacancy_occupation check (occupation ~ '^[0-9X][0-9]{3}(-[0-9])?$'),
  constraint vacancy_places check (places between 1 and 1000),
  constraint vacancy_not_overfilled check (taken >= 0 and taken <= places),
  constraint vacancy_wage check (wage_tiyn > 0),
  constraint vacancy_dates check (open_until >= open_from)
);
comment on table vacancy is 'Places for an occupation (NK RK 01-2017 / ISCO-08 unit group), with wage in tiyn a month and dates.';
create index vacancy_of_region on vacancy (region, open_until);

create table work_profile (
  member_id bigint primary key constraint work_profile_member references member,
  looks_for_work boolean not null, occupation text not null default '', trade text not null default '',
  years int not null default 0, education text not null default '', licences text not null default '',
  wishes text not null default '', wants_business boolean not null default false, no_work_reason text not null default '',
  profiled_on date not null, version int not null default 1,
  constraint work_profile_years check (years between 0 and 60)
);
comment on table work_profile is 'What an adult can do, did and wants; or why not looking for work.';

create table referral (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint referral_case references case_file,
  member_id bigint not null constraint referral_member references member,
  kind text not null, vacancy_id bigint constraint referral_vacancy references vacancy, to_name text not null default '',
  sent_on date not null, state text not null default 'open', answered_on date, answer_by text not null default '', reason text not null default '',
  hired_on date, contract_seen boolean not null default false, pension_seen boolean not null default false,
  social_seen boolean not null default false, health_seen boolean not null default false,
  ended_on date, version int not null default 1,
  constraint referral_kind check (kind in ('vacancy','training','business')),
  constraint referral_state check (state in ('open','hired','started','refused_by_employer','refused_by_person','ended')),
  constraint referral_vacancy_named check ((kind = 'vacancy') = (vacancy_id is not null)),
  constraint referral_hired_after check (hired_on is null or hired_on >= sent_on)
);
comment on table referral is 'A person sent to a vacancy, training or own business; the answer is coded; hired holds a place.';
create index referral_of_case on referral (case_id);
create unique index referral_one_open on referral (member_id, vacancy_id) where state = 'open';

create table job_check (
  referral_id bigint not null constraint job_check_referral references referral,
  day int not null, checked_on date not null, answer text not null, checked_by bigint not null,
  primary key (referral_id, day),
  constraint job_check_day check (day in (90, 180, 365)),
  constraint job_check_answer check (answer in ('works','other_job','no_work','not_known'))
);
comment on table job_check is 'Does the person still work after 90, 180 and 365 days? No answer is not known.';

-- Integration ---------------------------------------------------------------------------------------

create table integration_plan (
  case_id bigint primary key constraint integration_plan_case references case_file,
  needs jsonb not null, agreed_on date, signed_on date, language text not null default '', version int not null default 1
);
comment on table integration_plan is 'Eight yes/no needs and the day the plan was agreed and signed.';

create table goal (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint goal_case references case_file,
  member_id bigint constraint goal_member references member,
  kind text not null, text text not null default '', service text not null default '', due_on date, reached_on date,
  dropped_on date, version int not null default 1,
  constraint goal_kind check (kind in ('language','school','kindergarten','health','documents','training','legal','social','other'))
);
comment on table goal is 'What a family wants to reach and the service that helps.';
create index goal_of_case on goal (case_id);

create table police_application (
  case_id bigint not null constraint application_case references case_file,
  kind text not null, applied_on date not null, number text not null default '', decided_on date, answer text not null default '',
  primary key (case_id, kind),
  constraint application_kind check (kind in ('residence','citizenship'))
);
comment on table police_application is 'Applications for permanent residence and citizenship that the migration police decides; recorded here.';

create table follow_up (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint follow_up_case references case_file,
  kind text not null, due_on date not null, done_on date, answer text not null default '',
  constraint follow_up_kind check (kind in ('job_check','residence_duty','stay_until'))
);
comment on table follow_up is 'Checks that go on after a family is settled.';
create index follow_up_due on follow_up (due_on) where done_on is null;

-- +goose Down
select 1;
