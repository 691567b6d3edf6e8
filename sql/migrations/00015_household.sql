-- +goose Up
-- A home outside the stock goes with the members who found a household of their own.
insert into application_right (object, may) values ('own_dwelling', 'select, insert, update, delete')
  on conflict (object) do update set may = excluded.may;

-- +goose Down
select 1;
