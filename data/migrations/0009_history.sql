-- History by the hour, with the door and the clock error of each fix; the newest places written in slices; and what was thinned.
-- source: number among the protocols, null where it was not kept. skew: ms the device's clock was ahead: it said at + skew itself.
alter table fix add column source smallint, add column skew int not null default 0;
alter table newest_fix add column source smallint not null default 0, add column skew int not null default 0;
update newest_fix n set source = array_position(array['http', 'feed', 'osmand', 'ais', 'jt808', 'h02', 'gb28181', 'cot'], d.protocol) - 1
  from device d where d.number = n.mover or d.unit = n.mover;

-- A fix told late is found by when it was received. The ranges are summed up by the history's keeper every minute.
drop index fix_at;
create index fix_at on fix using brin (at, received) with (pages_per_range = 32);

-- A recorder that runs, or was killed: whatever it received before `since` is in newest_fix; what came after may be in the history only.
create table recorder (
  id uuid primary key,
  since bigint not null,
  batches bigint not null
) with (fillfactor = 10);

-- Partitions that were thinned, by their beginning, and to one fix of each mover in how many ms.
create table thinned_history (
  starts bigint primary key,
  step_ms int not null,
  rows_before bigint not null,
  rows_after bigint not null,
  at timestamptz not null default now()
);
