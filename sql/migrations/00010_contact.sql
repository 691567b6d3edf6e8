-- +goose Up
-- A number that no longer counts is withdrawn, not deleted.
insert into application_right (object, may) values ('phone', 'select, insert, update')
  on conflict (object) do update set may = excluded.may;
