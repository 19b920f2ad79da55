-- Who made each version of a zone and why, and what is to become of zones from a future date on. A ticket keeps the zone it was
-- filed in, also when that zone is retired.
alter table ticket drop constraint ticket_zone_fkey;

alter table zone_version add column actor text;
alter table zone_version add column reason text;
alter table zone_version add column ended_by text;
alter table zone_version add column ended_reason text;

create table zone_plan (
  id int primary key generated always as identity,
  deed text not null check (deed in ('created', 'changed', 'split', 'joined', 'retired')),
  at bigint not null,
  work jsonb not null,
  -- The zones it will change: none of them may be changed otherwise meanwhile.
  zones int[] not null,
  actor text not null,
  reason text not null,
  planned_at bigint not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed', 'withdrawn')),
  refusal jsonb
);
create index zone_plan_waiting on zone_plan (at) where state = 'waiting';
