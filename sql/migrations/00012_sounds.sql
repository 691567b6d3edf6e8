-- +goose Up
alter table attested_name add column sounds text[] not null default '{}';
comment on column attested_name.sounds is 'Coarse sound keys of the name''s parts (identity/names); filled with the name, and anew by migrate when the rules change.';
create index attested_name_sounds on attested_name using gin (sounds);
alter table installation add column sounds_version text not null default '';
comment on column installation.sounds_version is 'The rules by which the sound keys of the attested names were made.';

-- +goose Down
select 1;
