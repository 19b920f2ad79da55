-- History of positions: integers in day partitions, written by COPY, found by time through BRIN.
-- lng, lat in 1e-7 degrees; speed in cm/s; heading in 0.01 degrees from north; accuracy in cm; null: not reported.
create table fix (
  mover int not null,
  at bigint not null,
  received bigint not null,
  lng int not null,
  lat int not null,
  speed int,
  heading int,
  accuracy int
) partition by range (at);
create index fix_at on fix using brin (at) with (pages_per_range = 32);

-- The newest fix of each mover, as of the last batch: what the book is read back from after a restart.
create table newest_fix (
  mover int primary key,
  at bigint not null,
  received bigint not null,
  lng int not null,
  lat int not null,
  speed int,
  heading int,
  accuracy int
) with (fillfactor = 50);
