-- name: job_claim
-- The job that has waited longest, leased to one runner; a runner that dies loses it when the lease is over.
with next as (
  select id from job
  where done_at is null and parked_at is null and run_at <= clock_timestamp() and kind = any(cast(:kinds as text[]))
    and (locked_until is null or locked_until < clock_timestamp())
  order by run_at, id limit 1 for update skip locked
)
update job j set tries = j.tries + 1, locked_until = clock_timestamp() + make_interval(secs => cast(:lease as double precision))
from next where j.id = next.id returning j.id, j.kind, j.key, j.args, j.tries

-- name: job_done
-- Only by the runner that holds it: the number of the try tells. A periodic job begins anew.
update job set locked_until = null, last_error = '',
  done_at = case when every is null then clock_timestamp() end,
  run_at = case when every is null then run_at else clock_timestamp() + every end,
  tries = case when every is null then tries else 0 end
where id = :id and tries = :tries

-- name: job_failed
-- A periodic job is never parked: it goes on failing where everybody who looks can see it.
update job set locked_until = null, last_error = :cause,
  run_at = clock_timestamp() + make_interval(secs => cast(:wait as double precision)),
  parked_at = case when every is null and cast(:park as boolean) then clock_timestamp() end
where id = :id and tries = :tries

-- name: job_periodic
insert into job (kind, key, every) values (:kind, 'periodic', make_interval(secs => cast(:every as double precision)))
on conflict (kind, key) do update set every = excluded.every where job.every is distinct from excluded.every

-- name: job_troubles
-- Jobs that a person must look at: parked, or failing again and again.
select id, kind, key, tries, last_error, parked_at is not null as parked from job
where done_at is null and (parked_at is not null or (tries > 2 and last_error <> '')) order by id limit 100

-- name: job_retry
update job set parked_at = null, tries = 0, locked_until = null, run_at = clock_timestamp() where id = :id and parked_at is not null

-- name: job_sweep
delete from job where done_at < clock_timestamp() - interval '30 days'
