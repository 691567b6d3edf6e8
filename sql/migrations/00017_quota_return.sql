-- +goose Up
alter table decision drop constraint decision_kind;
alter table decision add constraint decision_kind check (kind in ('status','quota','residence','citizenship','housing','payment','waiver','settled','refusal','close','quota_return'));
create unique index decision_returned_once on decision (subject_id) where kind = 'quota_return' and state = 'approved';

-- +goose Down
select 1;
