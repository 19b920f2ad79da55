-- What is patrolled: named rounds through ordered stops, by which crew kind, on which weekdays and in which shift. Shifts, the
-- thresholds of following and the venue codes (场所码) are data: they differ by season and by body.
create table shift (
  code text primary key,
  name text not null,
  name_en text not null,
  starts_minute int not null check (starts_minute between 0 and 1439),
  minutes int not null check (minutes between 30 and 1440)
);
insert into shift (code, name, name_en, starts_minute, minutes) values
  ('early', '早班', 'Early', 360, 480), ('late', '中班', 'Late', 840, 480), ('night', '夜班', 'Night', 1320, 480);

-- How far and how long a crew may be off before it is an alarm; no row: that mode is not watched for it.
create table patrol_limit (
  kind text not null check (kind in ('deviation', 'off_zone', 'standstill', 'offline')),
  mode text not null check (mode in ('video', 'car', 'boat', 'foot', 'post')),
  metres double precision not null check (metres >= 0),
  seconds int not null check (seconds > 0),
  primary key (kind, mode)
);
insert into patrol_limit (kind, mode, metres, seconds) values
  ('deviation', 'foot', 250, 300), ('deviation', 'car', 500, 300), ('deviation', 'boat', 400, 300),
  ('off_zone', 'foot', 60, 180), ('off_zone', 'car', 150, 180), ('off_zone', 'boat', 80, 180), ('off_zone', 'post', 30, 120),
  ('standstill', 'foot', 20, 900), ('standstill', 'car', 30, 900), ('standstill', 'boat', 40, 900),
  ('offline', 'foot', 0, 300), ('offline', 'car', 0, 180), ('offline', 'boat', 0, 300), ('offline', 'post', 0, 300);

-- A code on a plate at a place: who can tell it was there.
create table venue_code (
  code text primary key,
  name text not null,
  name_en text not null,
  point geometry(point, 4326) not null
);

create table patrol_plan (
  id int primary key generated always as identity,
  version int not null default 1,
  name text not null,
  name_en text not null,
  mode text not null check (mode in ('video', 'car', 'boat', 'foot', 'post')),
  tag text not null check (tag in ('daily', 'special', 'expo', 'water', 'night', 'standby')),
  certificates int not null default 0 check (certificates >= 0),
  item text references qualification,
  -- No references: a zone that is removed leaves the plan to be mended by a person.
  zones int[] not null default '{}',
  stops jsonb not null,
  -- ISO weekdays, Monday 1.
  weekdays int[] not null check (weekdays <@ '{1,2,3,4,5,6,7}'),
  shift text not null references shift,
  -- The crew that usually walks it.
  unit int references unit,
  retired_at timestamptz,
  check (jsonb_array_length(stops) > 0)
);
