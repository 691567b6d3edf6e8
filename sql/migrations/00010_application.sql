-- +goose Up
create table application (
  id bigint generated always as identity constraint application_pkey primary key,
  office_id bigint not null constraint application_office references office (id),
  account_id bigint not null constraint application_account references account (id),
  body bytea not null,
  saved_at timestamptz not null default nk_now(),
  version int not null default 1
);
comment on table application is 'An intake not yet confirmed: belongs to the office, can be taken over after a day without activity, kept 30 days; what was typed is sealed.';
create index application_of_office on application (office_id, saved_at);
insert into application_right (object, may) values ('application', 'select, insert, update, delete');

-- +goose Down
select 1;
