-- +goose Up
alter table person add merged_into bigint constraint person_merged_into references person;
alter table person add constraint person_merged_other check (merged_into <> id);
comment on column person.merged_into is 'The record of the same human being that counts; names and phones of this one count as that one''s. Empty: this one counts.';
create index person_merged on person (merged_into) where merged_into is not null;
alter table case_file add constraint case_file_merged_into foreign key (merged_into) references case_file;
alter table case_file add constraint case_file_merged check ((status = 'merged') = (merged_into is not null) and merged_into <> id);
create index case_file_absorbed on case_file (merged_into) where merged_into is not null;

create table duplicate (
  id bigint generated always as identity primary key,
  person_a bigint not null constraint duplicate_person_a references person,
  person_b bigint not null constraint duplicate_person_b references person,
  verdict text not null, score real not null, reasons text[] not null, points real[] not null, print text not null,
  state text not null default 'open',
  said_by bigint constraint duplicate_said_by references account, said_other boolean not null default false, said_sealed bytea not null default '',
  decided_by bigint constraint duplicate_decided_by references account, decided_at timestamptz,
  found_at timestamptz not null default nk_now(), again boolean not null default false,
  version int not null default 1,
  constraint duplicate_once unique (person_a, person_b),
  constraint duplicate_ordered check (person_a < person_b),
  constraint duplicate_verdict check (verdict in ('same','maybe','said')),
  constraint duplicate_state check (state in ('open','not_same','merged','gone')),
  constraint duplicate_decided check (state <> 'not_same' or decided_by is not null)
);
comment on table duplicate is 'Two records that may be of one human being. That they are not is remembered with a print of what was compared: other data open the question again.';
create index duplicate_open on duplicate (found_at) where state = 'open';
create index duplicate_b on duplicate (person_b);

create table merge (
  id bigint generated always as identity primary key,
  kind text not null, state text not null,
  pair_id bigint not null constraint merge_pair references duplicate,
  main_case bigint not null constraint merge_main references case_file,
  other_case bigint not null constraint merge_other references case_file,
  plan_sealed bytea not null, before_sealed bytea not null default '', mark int not null,
  paid boolean not null,
  proposed_by bigint not null constraint merge_proposer references account, proposed_at timestamptz not null default nk_now(),
  decided_by bigint constraint merge_decider references account, decided_at timestamptz,
  undo_by bigint constraint merge_undoer references account, undo_sealed bytea not null default '',
  undone_by bigint constraint merge_undone_by references account, undone_at timestamptz,
  version int not null default 1,
  constraint merge_kind check (kind in ('case','member','person')),
  constraint merge_state check (state in ('proposed','done','refused','undo_proposed','undone')),
  constraint merge_two_cases check (kind <> 'case' or main_case <> other_case),
  constraint merge_two_persons check (not paid or decided_by is null or decided_by <> proposed_by),
  constraint merge_undo_two check (undone_by is null or undo_by is null or undo_by <> undone_by)
);
comment on table merge is 'That two records became one: what was chosen, and what stood before, so that it can be undone. A merge re-keys nothing: it sets merged_into.';
create unique index merge_one_at_a_time on merge (other_case) where kind = 'case' and state in ('proposed','done','undo_proposed');
create index merge_of_main on merge (main_case);

insert into application_right (object, may) values ('duplicate', 'select, insert, update'), ('merge', 'select, insert, update'), ('attested_name', 'select, insert, update') on conflict (object) do update set may = excluded.may;

-- +goose Down
select 1;
