-- +goose Up
-- A word inside a name is looked for in the key of Latin letters, which has an index of its own: one of the two was enough.
drop index attested_name_fold_like;
-- New names go into the other two at once: a list of what is still to come would be read through by every search.
alter index attested_name_latin_like set (fastupdate = off);
alter index attested_name_sounds set (fastupdate = off);

-- +goose Down
select 1;
