-- name: person_add
insert into person (sex, birth_date, birth_year, citizenship, iin_state, reads)
values (:sex, :birth_date, cast(:birth_year as int), cast(:citizenship as text), :iin_state, :reads) returning id

-- name: person_update
update person set sex = :sex, birth_date = :birth_date, birth_year = cast(:birth_year as int), citizenship = cast(:citizenship as text), reads = :reads, version = version + 1
where id = :id

-- name: person_iin
update person set iin_sealed = :sealed, iin_lookup = :lookup, iin_state = 'known', iin_override = :override, version = version + 1 where id = :id

-- name: person_iin_state
update person set iin_state = :state, version = version + 1 where id = :id and iin_lookup is null

-- name: person_choose_name
update person set chosen_name_id = :name_id where id = :id

-- name: name_add
insert into attested_name (person_id, written, script, paper_kind, number_sealed, number_lookup, number_tail, issued_on, expires_on, read_by, fold, latin, sounds)
values (:person_id, :written, :script, cast(:paper_kind as text), cast(:number_sealed as bytea), cast(:number_lookup as bytea), :number_tail, :issued_on, :expires_on, :read_by, :fold, :latin, cast(:sounds as text[]))
returning id

-- name: name_recorded
-- A name that a person, or a record joined to it, has from the same paper with the same number and dates.
select n.id from attested_name n join person p on p.id = n.person_id
where coalesce(p.merged_into, p.id) = (select coalesce(q.merged_into, q.id) from person q where q.id = :person_id) and n.withdrawn_at is null
  and n.written = :written and n.script = :script and n.paper_kind is not distinct from cast(:paper_kind as text) and n.number_lookup is not distinct from cast(:number_lookup as bytea)
  and n.issued_on is not distinct from cast(:issued_on as date) and n.expires_on is not distinct from cast(:expires_on as date)
order by n.id limit 1

-- name: names_of_person
-- The names of persons, with those of records joined to them.
with record as (
  select u.id as owner, u.id from unnest(cast(:persons as bigint[])) as u (id) union select x.merged_into, x.id from person x where x.merged_into = any(:persons)
)
select n.id, q.id as person_id, n.written, n.script, coalesce(n.paper_kind, '') as paper_kind, n.number_tail, n.issued_on, n.expires_on, n.read_by, n.id = q.chosen_name_id as chosen
from record r join person q on q.id = r.owner join attested_name n on n.person_id = r.id
where n.withdrawn_at is null order by q.id, n.id

-- name: phone_add
insert into phone (person_id, sealed, lookup, tail, whose_relation, whose) values (:person_id, :sealed, :lookup, :tail, :whose_relation, :whose)

-- name: phone_withdraw
-- A number that counts no longer, under every record of that person.
update phone f set withdrawn_at = nk_now() from phone t join person y on y.id = t.person_id
where t.id = :id and t.withdrawn_at is null and (t.person_id = any(:persons) or y.merged_into = any(:persons)) and f.lookup = t.lookup and f.whose_relation = t.whose_relation and f.withdrawn_at is null
  and exists (select 1 from person x where x.id = f.person_id and coalesce(x.merged_into, x.id) = coalesce(y.merged_into, y.id))

-- name: phones_of_persons
-- The phones of persons, with those of records joined to them, a number once; each is sealed under the key of its own record.
with record as (
  select u.id as owner, u.id from unnest(cast(:persons as bigint[])) as u (id) union select x.merged_into, x.id from person x where x.merged_into = any(:persons)
)
select f.id, r.owner as person_id, f.person_id as sealed_by, f.sealed, f.tail, f.whose, f.whose_relation
from record r join phone f on f.person_id = r.id
where f.withdrawn_at is null and not exists (select 1 from record s join phone o on o.person_id = s.id
  where s.owner = r.owner and o.lookup = f.lookup and o.whose_relation = f.whose_relation and o.id < f.id and o.withdrawn_at is null)
order by f.id

-- name: document_in_use
-- Another person with the same document number; nothing about that person is given away.
select count(*) as n from attested_name where number_lookup = :lookup and person_id <> :person_id and withdrawn_at is null

-- name: search_names
-- Names that may be the one typed, for the matcher to rank: of the same folded form, beginning so, with sound keys of every
-- part in common; and, if asked to look wider, with two of three parts in common, or with something alike in Latin letters.
-- Who was born in a year typed with the name is gathered apart. Every way has its own limit; what can match thousands is
-- gathered first, so that no plan walks the whole table in the hope of few.
with sounding as materialized (
  select n.id, n.person_id, n.written, n.fold from attested_name n
  where not :wider and n.sounds && cast(:sounds_1 as text[]) and n.sounds && cast(:sounds_2 as text[]) and n.sounds && cast(:sounds_3 as text[]) and n.withdrawn_at is null
), beginning as materialized (
  select n.id, n.person_id, n.written, n.fold from attested_name n
  where not :wider and :fold <> '' and n.fold ~>=~ cast(:fold as text) and n.fold ~<~ cast(:fold_end as text) and n.withdrawn_at is null
), pairs as materialized (
  select n.id, n.person_id, n.written, n.fold from attested_name n
  where :wider and cast(:parts as int) > 2 and n.withdrawn_at is null
    and (n.sounds && cast(:sounds_1 as text[]) and n.sounds && cast(:sounds_2 as text[]) or n.sounds && cast(:sounds_1 as text[]) and n.sounds && cast(:sounds_3 as text[])
      or n.sounds && cast(:sounds_2 as text[]) and n.sounds && cast(:sounds_3 as text[]))
), alike as materialized (
  select n.id, n.person_id, n.written, n.fold from attested_name n
  where :wider and length(:latin) > 2 and cast(:latin as text) <% n.latin and n.withdrawn_at is null
)
(select n.id, n.person_id, n.written, n.fold, 'letters' as via, false as near from attested_name n where not :wider and :fold <> '' and n.fold = :fold and n.withdrawn_at is null limit 100)
union all (select n.id, n.person_id, n.written, n.fold, 'letters', false from beginning n limit 100)
union all (select n.id, n.person_id, n.written, n.fold, 'letters', true from beginning n join person p on p.id = n.person_id where p.birth_year = cast(:near_year as int) limit 100)
union all (select n.id, n.person_id, n.written, n.fold, 'sound', false from sounding n limit 1000)
union all (select n.id, n.person_id, n.written, n.fold, 'sound', true from sounding n join person p on p.id = n.person_id where p.birth_year = cast(:near_year as int) limit 500)
union all (select n.id, n.person_id, n.written, n.fold, 'sound', false from pairs n limit 500)
union all (select n.id, n.person_id, n.written, n.fold, 'alike', false from alike n limit 1000)

-- name: search_persons
-- The persons found by name, and those whose number, IIN, phone, document or birth date is the one typed, with their case.
-- Who died is found in the case of the family; a record that was joined to another leads to that one. What is sealed is left
-- out; of other offices' cases, and of families that the reader knows, the screen tells only who holds them: nobody registers
-- them again. Births are sorted apart from the key (p.id + 0): else a plan walks all persons in its order, hoping for few.
with hit as (
  select p.id as person_id, 'iin' as why, cast(null as bigint) as name_id from person p where p.iin_lookup = any(:iin_lookups)
  union all select f.person_id, 'phone', null from phone f where f.lookup = any(:phone_lookups) and f.withdrawn_at is null
  union all select n.person_id, 'document', n.id from attested_name n where n.number_lookup = any(:document_lookups) and n.withdrawn_at is null
  union all (select p.id, 'birth', null from person p where p.birth_date = cast(:born as date) order by p.id + 0 limit 100)
  union all (select p.id, 'birth_year', null from person p where p.birth_year = cast(:born_year as int) order by p.id + 0 limit 100)
  union all select x.person_id, 'named', null from unnest(cast(:persons as bigint[])) as x(person_id)
), one as (
  select distinct on (coalesce(x.merged_into, x.id)) coalesce(x.merged_into, x.id) as id, h.person_id, h.why, h.name_id
  from hit h join person x on x.id = h.person_id order by coalesce(x.merged_into, x.id), h.why = 'named', h.why, h.name_id, h.person_id
)
select b.person_id, b.why, coalesce(b.name_id, 0) as name_id, c.number, c.track, c.status, c.stage, c.office_id, c.region, coalesce(c.owner_id, 0) as owner_id, c.sealed, c.opened_on,
  exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor) as acquainted,
  c.head_name, c.head_lang, m.relation, p.sex, p.died_on, coalesce(n.written, '') as name, coalesce(n.script, 'kk-Cyrl') as name_script, p.birth_date, coalesce(p.birth_year, 0) as birth_year,
  o.name_kk as office_kk, o.name_ru as office_ru, o.name_en as office_en, o.phone as office_phone
from one b
join person p on p.id = b.id
join member m on m.person_id = p.id and (m.left_on is null or m.leave_reason = 'death')
join case_file c on c.id = m.case_id and c.status <> 'merged' and (not c.sealed or (:scope_sealed or c.owner_id = :scope_actor) and (:scope_all or c.region = :scope_region or c.office_id = :scope_office))
join office o on o.id = c.office_id
left join attested_name n on n.id = p.chosen_name_id
order by c.id, m.ord

-- name: search_number
-- The case of a number of ours or of another body, with its head.
select coalesce(m.person_id, 0) as person_id, 'number' as why, 0 as name_id, c.number, c.track, c.status, c.stage, c.office_id, c.region, coalesce(c.owner_id, 0) as owner_id, c.sealed, c.opened_on,
  exists (select 1 from conflict k where k.case_id = c.id and k.account_id = :scope_actor) as acquainted,
  c.head_name, c.head_lang, coalesce(m.relation, 'head') as relation, coalesce(p.sex, '') as sex, c.head_name as name, coalesce(n.script, 'kk-Cyrl') as name_script, p.birth_date, coalesce(p.birth_year, 0) as birth_year,
  o.name_kk as office_kk, o.name_ru as office_ru, o.name_en as office_en, o.phone as office_phone
from case_file c join office o on o.id = c.office_id
left join member m on m.id = coalesce(c.head_member_id, c.contact_member_id) left join person p on p.id = m.person_id left join attested_name n on n.id = p.chosen_name_id
where (c.number = :number or (:external <> '' and c.external_number = :external))
  and (not c.sealed or (:scope_sealed or c.owner_id = :scope_actor) and (:scope_all or c.region = :scope_region or c.office_id = :scope_office))
order by c.id limit 10

-- name: search_note
insert into search_token (token, account_id, hits) values (:token, :account_id, :hits)

-- name: search_known
-- No token: any search of the last day, for a form that comes back after its session has ended.
select exists (select 1 from search_token where account_id = :account_id and (token = :token or cast(:token as text) = '') and searched_at > nk_now() - interval '1 day') as known

-- name: described_persons
select p.id, p.sex, p.birth_date, coalesce(p.birth_year, 0) as birth_year, coalesce(p.citizenship, '') as citizenship, p.iin_lookup from person p where p.id = any(:ids)

-- name: described_names
-- The names of persons, with those of records joined to them.
select n.person_id, n.written, n.script, coalesce(n.paper_kind, '') as paper_kind, n.number_lookup from attested_name n where n.person_id = any(:ids) and n.withdrawn_at is null
union all
select p.merged_into, n.written, n.script, coalesce(n.paper_kind, ''), n.number_lookup
from person p join attested_name n on n.person_id = p.id where p.merged_into = any(:ids) and n.withdrawn_at is null

-- name: alike_candidates
-- Persons who could be the one at hand, in any office and year: the same IIN or document number; a name every part of which
-- has a sound key in common and a birth year no further away than asked, or unknown; or the same day of birth and one part.
with hit as (
  select p.id from person p where p.iin_lookup = cast(:iin as bytea)
  union select n.person_id from attested_name n where n.number_lookup = any(cast(:documents as bytea[])) and n.withdrawn_at is null
  union (select n.person_id from attested_name n join person p on p.id = n.person_id
    where n.sounds && cast(:sounds_1 as text[]) and n.sounds && cast(:sounds_2 as text[]) and n.sounds && cast(:sounds_3 as text[]) and n.withdrawn_at is null
      and (cast(:from_year as int) = 0 or p.birth_year is null or p.birth_year between cast(:from_year as int) and cast(:to_year as int)) limit 200)
  union (select n.person_id from person p join attested_name n on n.person_id = p.id
    where p.birth_date = cast(:born as date) and n.sounds && (cast(:sounds_1 as text[]) || cast(:sounds_2 as text[]) || cast(:sounds_3 as text[])) and n.withdrawn_at is null limit 200)
)
select distinct coalesce(p.merged_into, p.id) as id from hit h join person p on p.id = h.id order by 1 limit 200

-- name: duplicate_note
-- A pair that was settled stays settled while what was compared is the same; other data open the question again. What is said of
-- a pair that is open already is kept, unless somebody spoke of it before.
insert into duplicate as d (person_a, person_b, verdict, score, reasons, points, print, state, said_by, said_other, said_sealed, decided_by, decided_at)
values (:person_a, :person_b, :verdict, :score, cast(:reasons as text[]), cast(:points as real[]), :print, cast(:state as text), cast(:said_by as bigint), :said_other, :said_sealed,
  cast(:decided_by as bigint), case when cast(:decided_by as bigint) is not null then nk_now() end)
on conflict (person_a, person_b) do update set verdict = excluded.verdict, score = excluded.score, reasons = excluded.reasons, points = excluded.points, print = excluded.print,
  state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at, again = excluded.state = 'open' and (d.again or d.state in ('not_same','gone')), version = d.version + 1,
  said_by = coalesce(excluded.said_by, d.said_by), said_other = excluded.said_other or excluded.said_by is null and d.said_other,
  said_sealed = case when excluded.said_by is null then d.said_sealed else excluded.said_sealed end
where d.state = 'gone' or d.print <> excluded.print and d.state in ('open','not_same') or d.state = 'open' and d.said_by is null and excluded.said_by is not null

-- name: duplicate_gone
-- Pairs of a person that the data do not speak for any more.
update duplicate set state = 'gone', again = false, version = version + 1
where (person_a = :person or person_b = :person) and state = 'open' and verdict <> 'said' and not (person_a = any(:still) or person_b = any(:still))

-- name: alarm_note
-- An alarm for what enough households share; one that was explained opens again for a household that was not there then.
insert into alarm as a (kind, key)
select cast(:kind as text), k.key from unnest(cast(:keys as bytea[])) k (key)
where (select count(*) >= cast(:households as int) or count(*) > 1 and coalesce(sum(h.members), 0) >= cast(:members as int) from households_sharing(:kind, k.key) h)
on conflict (kind, key) do update set state = 'open', again = true, decided_by = null, decided_at = null, version = a.version + 1
where a.state = 'explained' and not a.cases @> (select array_agg(h.case_id) from households_sharing(a.kind, a.key) h)
returning id, xmax = 0 as new

-- name: document_keys_of_person
select distinct n.number_lookup from attested_name n join paper_kind k on k.kind = n.paper_kind and k.belongs_to = 'person'
where n.person_id = :person and n.number_lookup is not null and n.withdrawn_at is null
