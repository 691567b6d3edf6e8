-- +goose Up
alter table own_dwelling add column address_lookup bytea;
comment on column own_dwelling.address_lookup is 'Keyed digest of the address without its spelling: homes outside the stock at one address meet here. Empty for homes noted before there was one.';
create index own_dwelling_address on own_dwelling (address_lookup) where address_lookup is not null;

create table alarm (
  id bigint generated always as identity primary key,
  kind text not null, key bytea not null,
  state text not null default 'open',
  cases bigint[] not null default '{}', said_sealed bytea not null default '',
  decided_by bigint constraint alarm_decided_by references account, decided_at timestamptz,
  found_at timestamptz not null default nk_now(), again boolean not null default false,
  version int not null default 1,
  constraint alarm_once unique (kind, key),
  constraint alarm_kind check (kind in ('document','address')),
  constraint alarm_state check (state in ('open','explained')),
  constraint alarm_decided check (state <> 'explained' or decided_by is not null)
);
comment on table alarm is 'A personal document, or an address, that several households share: something to look into, never a reason to refuse. cases are those for which it was explained: one more opens it again.';
create index alarm_open on alarm (id) where state = 'open';

-- +goose StatementBegin
create function households_sharing(what text, shared bytea) returns table (case_id bigint, member_id bigint, members int) language sql stable as $$
  select x.case_id, min(x.member_id), cast(count(*) as int) from (
    select m.case_id, m.id as member_id
    from attested_name n join paper_kind k on k.kind = n.paper_kind and k.belongs_to = 'person' join person p on p.id = n.person_id
      join member m on m.person_id = coalesce(p.merged_into, p.id) and m.left_on is null
    where what = 'document' and n.number_lookup = shared and n.withdrawn_at is null
    union
    select m.case_id, m.id
    from paper r join paper_kind k on k.kind = r.kind and k.belongs_to = 'person' join member o on o.id = r.member_id join person p on p.id = o.person_id
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
comment on function households_sharing is 'The households of today in which a personal document is held, or that live at an address, with how many of their members.';

insert into application_right (object, may) values ('alarm', 'select, insert, update') on conflict (object) do update set may = excluded.may;

-- +goose Down
select 1;
