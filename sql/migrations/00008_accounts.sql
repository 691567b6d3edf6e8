-- +goose Up
-- An administrator never sets a password: the programme gives a first one, which its owner must change.
alter table account
  add column version int not null default 1,
  add column must_change boolean not null default false,
  add column first_by uuid;
comment on column account.version is 'Counts the changes of an administrator; a form names the one it was made from.';
comment on column account.must_change is 'The password is a first one: nothing but changing it is open, and after three days it no longer opens anything.';
comment on column account.first_by is 'The operation that gave the first password; it can be shown to the administrator who did it, and is stored nowhere.';
insert into application_right (object, may) values
  ('account', 'select, insert, update (password_hash, name, role, office_id, language, keys_on, disabled_at, password_set_at, version, must_change, first_by)')
  on conflict (object) do update set may = excluded.may;

-- +goose Down
select 1;
