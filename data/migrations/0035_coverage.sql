-- When each stretch of bank or patrol road was passed, and by whom. Passes are too many for the event log: they are rows with both
-- clocks (to_at: when it was passed; received: when the server knew), so that a past moment can be asked for as it was known.
-- Ends in millionths of a degree; side: the land lies to the left (1) or right (-1) of the way from end to end, 0: a road.
create table segment (
  id int primary key generated always as identity,
  chain text not null,
  place int not null,
  zone int not null,
  zones int[] not null,
  side smallint not null check (side in (-1, 0, 1)),
  from_lng int not null,
  from_lat int not null,
  to_lng int not null,
  to_lat int not null,
  valid_from bigint not null,
  valid_to bigint
);
create unique index segment_now on segment (chain, place) where valid_to is null;

-- One segment passed from end to end by one unit, or marked as looked over by an operator of the video desk.
create table pass (
  segment int not null references segment,
  zone int not null,
  mode text not null check (mode in ('foot', 'car', 'boat', 'video', 'post')),
  mover int,
  marked_by text,
  from_at bigint not null,
  to_at bigint not null,
  received bigint not null,
  check ((mover is null) <> (marked_by is null)),
  check (to_at >= from_at)
);
create unique index pass_of_unit on pass (segment, mover, to_at) where mover is not null;
create index pass_newest on pass (segment, mode, to_at desc);
create index pass_at on pass using brin (to_at) with (pages_per_range = 32);

-- The newest pass of each segment by each mode: what a restart reads back.
create table last_pass (
  segment int not null references segment,
  mode text not null,
  to_at bigint not null,
  received bigint not null,
  primary key (segment, mode)
) with (fillfactor = 70);

-- Who is on which segment, as of the passes written with it: what came after is matched again from the history.
create table coverage_state (
  single boolean primary key default true check (single),
  at bigint not null,
  segments text not null,
  legs text not null
) with (fillfactor = 10);

-- How often a segment is to be passed, in which hours of the day in Shanghai; from an hour to itself is all day. The narrowest
-- row counts: of its zone, else of its river, else of its kind of zone.
create table coverage_target (
  id int primary key generated always as identity,
  version int not null default 1,
  mode text not null check (mode in ('any', 'foot', 'car', 'boat', 'video', 'post')),
  zone_kind text not null check (zone_kind in ('reach_bank', 'expo_ring')),
  river text,
  zone int,
  from_hour int not null check (from_hour between 0 and 23),
  to_hour int not null check (to_hour between 0 and 23),
  minutes int not null check (minutes > 0),
  check (river is null or zone is null)
);
insert into coverage_target (mode, zone_kind, river, from_hour, to_hour, minutes) values
  ('any', 'reach_bank', null, 6, 22, 240), ('any', 'reach_bank', null, 22, 6, 480),
  ('any', 'reach_bank', 'huangpu', 6, 22, 180),
  ('foot', 'reach_bank', null, 6, 22, 360), ('car', 'reach_bank', null, 6, 22, 360), ('boat', 'reach_bank', null, 6, 20, 360),
  ('video', 'reach_bank', null, 0, 0, 240),
  ('any', 'expo_ring', null, 6, 22, 120), ('any', 'expo_ring', null, 22, 6, 360),
  ('foot', 'expo_ring', null, 6, 22, 240), ('car', 'expo_ring', null, 6, 22, 180);
