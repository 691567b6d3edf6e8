-- +goose Up
alter table case_file add circumstances bytea not null default '', add wishes bytea not null default '';
comment on column case_file.circumstances is 'What the staff should know about the family, in its own words; sealed with the key of the case.';
comment on column case_file.wishes is 'Where and how the family wants to live, in its own words; sealed with the key of the case.';

-- +goose Down
select 1;
