-- +goose Up
-- The search finds a birth date and a birth year.
create index person_birth on person (birth_date);
create index person_birth_year on person (birth_year);

-- +goose Down
select 1;
