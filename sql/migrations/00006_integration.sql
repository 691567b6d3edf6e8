-- +goose Up
alter table goal drop column text, add column text_sealed bytea, add column started_on date, add column dropped_reason text not null default '',
  add constraint goal_drop_coded check ((dropped_on is null) = (dropped_reason = '')),
  add constraint goal_reached_or_dropped check (reached_on is null or dropped_on is null);
comment on table goal is 'What a family wants to reach, and the service that helps: when it began, was reached or dropped. The text is sealed under the case''s key.';

alter table police_application add column valid_until date, add column version int not null default 1,
  add constraint application_answer check (answer in ('', 'granted', 'refused')),
  add constraint application_answered check ((answer = '') = (decided_on is null)),
  add constraint application_order check (decided_on is null or decided_on >= applied_on);

create table safety_talk (
  member_id bigint primary key constraint safety_talk_member references member,
  told_on date not null, language text not null, told_by bigint not null
);
comment on table safety_talk is 'The talk about safety and whom to call, with each adult apart.';

drop table follow_up; -- the checks of later days are tasks of the case

alter table case_file drop constraint case_file_status,
  add constraint case_file_status check (status in ('registered','in_progress','follow_up','settled','refused','withdrawn','closed_early','merged'));

-- +goose Down
select 1;
