-- What the city stands on: who belongs where, what may be complained of, and the areas that work is done in.
create extension if not exists postgis;

create table organisation (
  id int primary key generated always as identity,
  parent int references organisation,
  kind text not null check (kind in ('bureau', 'district', 'special', 'corps', 'squad')),
  code text not null unique,
  name text not null,
  name_en text not null
);

create table category (
  code text primary key,
  name text not null,
  name_en text not null,
  priority int not null check (priority between 1 and 4),
  clock_amount int not null,
  clock_unit text not null check (clock_unit in ('working_hours', 'working_days')),
  kinds text[] not null default '{}'
);

-- Days that are not what their weekday says: holidays, and make-up working days.
create table holiday (
  day date primary key,
  working boolean not null,
  name text not null,
  name_en text not null
);

create table zone (
  id int primary key generated always as identity,
  kind text not null check (kind in ('reach_bank', 'reach_water', 'expo_ring', 'post', 'district', 'key_place', 'drawn')),
  code text not null unique,
  name text not null,
  name_en text not null,
  river text,
  bank text check (bank in ('left', 'right')),
  from_metres double precision,
  to_metres double precision,
  paired int references zone,
  owner int references organisation,
  area geometry(geometry, 4326) not null check (st_isvalid(area))
);
create index zone_area on zone using gist (area);

create table place (
  id int primary key generated always as identity,
  kind text not null,
  name text not null,
  name_en text not null,
  point geometry(point, 4326) not null,
  unique (kind, name)
);
create index place_point on place using gist (point);
