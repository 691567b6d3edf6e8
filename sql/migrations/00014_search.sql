-- +goose Up
-- A word inside a name is looked for in the key of Latin letters, which has an index of its own: one of the two was enough.
drop index attested_name_fold_like;

-- +goose Down
select 1;
