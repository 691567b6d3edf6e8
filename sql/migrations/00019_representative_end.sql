-- +goose Up
alter table representative add ended_on date, add end_reason text not null default '';
alter table representative add constraint representative_end_reason check (end_reason in ('','ended','mistake') and (ended_on is null) = (end_reason = ''));
comment on column representative.ended_on is 'The first day on which the right does not count any more: it was taken away, or it was entered by mistake and never counted.';
insert into application_right (object, may) values ('representative', 'select, insert, update') on conflict (object) do update set may = excluded.may;

-- +goose Down
select 1;
