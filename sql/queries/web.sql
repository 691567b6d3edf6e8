-- name: stream_newest
-- Who wrote the newest entry of a stream, and when: for the page of two versions.
select e.actor_id, coalesce(a.name, '') as name, e.recorded_at
from event e left join account a on a.id = e.actor_id
where e.stream_kind = :kind and e.stream_id = :id order by e.id desc limit 1
