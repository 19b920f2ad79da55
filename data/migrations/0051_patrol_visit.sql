-- How long each unit stayed in which hexagon, looked at every quarter of a minute: what the dose of a hotspot is counted from.
-- Coverage knows banks and ring roads only, and a hotspot may be anywhere.
create table patrol_visit (
  unit int not null references unit,
  cell text not null,
  from_at bigint not null,
  to_at bigint not null,
  primary key (unit, cell, from_at),
  check (to_at >= from_at)
) with (fillfactor = 80);
create index patrol_visit_cell on patrol_visit (cell, to_at);
create index patrol_visit_at on patrol_visit (from_at);
