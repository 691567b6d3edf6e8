-- +goose Up
-- A certificate of divorce stands in the cases of both, a decision of a court may be about many: only what is made out to one
-- person says something when two households hold it. A passport is, though children may stand in it.
-- +goose StatementBegin
create or replace function households_sharing(what text, shared bytea) returns table (case_id bigint, member_id bigint, members int) language sql stable as $$
  select x.case_id, min(x.member_id), cast(count(*) as int) from (
    select m.case_id, m.id as member_id
    from attested_name n join paper_kind k on k.kind = n.paper_kind and k.belongs_to = 'person' and (not k.may_cover_many or k.kind = 'foreign_passport') join person p on p.id = n.person_id
      join member m on m.person_id = coalesce(p.merged_into, p.id) and m.left_on is null
    where what = 'document' and n.number_lookup = shared and n.withdrawn_at is null
    union
    select m.case_id, m.id
    from paper r join paper_kind k on k.kind = r.kind and k.belongs_to = 'person' and (not k.may_cover_many or k.kind = 'foreign_passport') join member o on o.id = r.member_id join person p on p.id = o.person_id
      join member m on m.person_id = coalesce(p.merged_into, p.id) and m.left_on is null
    where what = 'document' and r.number_lookup = shared
    union
    select m.case_id, m.id
    from own_dwelling d join member m on m.case_id = d.case_id and m.left_on is null and not m.abroad
    where what = 'address' and d.address_lookup = shared
  ) x join case_file c on c.id = x.case_id and c.status in ('registered','in_progress','follow_up')
  group by x.case_id
$$;
-- +goose StatementEnd

-- +goose Down
select 1;
