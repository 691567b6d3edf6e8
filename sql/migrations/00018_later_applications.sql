-- +goose Up
alter table police_application add column member_id bigint constraint police_application_member references member;
comment on column police_application.member_id is 'Somebody who came after the family had its answer and applies alone; empty for the family''s own application.';
alter table police_application drop constraint police_application_pkey;
create unique index police_application_once on police_application (case_id, kind, coalesce(member_id, 0));

-- +goose Down
select 1;
