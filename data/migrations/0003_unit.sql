-- Units and what reports for them. A unit and a device draw their numbers from one sequence, so that one number
-- names whatever a fix moves: a unit, or a device that is bound to none (a passing vessel).
create sequence mover as int;

create table unit (
  id int primary key default nextval('mover'),
  version int not null default 1,
  code text not null unique,
  name text not null,
  name_en text not null,
  kind text not null check (kind in ('foot', 'ebike', 'car', 'boat', 'video')),
  organisation int not null references organisation,
  duty text not null default 'on' check (duty in ('on', 'break', 'off')),
  tags text[] not null default '{daily}',
  sos jsonb
);

create table officer (
  id int primary key generated always as identity,
  name text not null,
  name_en text not null,
  organisation int not null references organisation,
  unit int references unit
);
create index officer_unit on officer (unit);

create table device (
  number int primary key default nextval('mover'),
  id text not null,
  protocol text not null check (protocol in ('http', 'feed', 'osmand', 'ais', 'jt808')),
  datum text not null default 'wgs84' check (datum in ('wgs84', 'gcj02', 'bd09')),
  unit int references unit,
  token_hash bytea unique,
  version int not null default 1,
  name text,
  callsign text,
  ship_type int,
  length_metres real,
  unique (protocol, id)
);
create index device_unit on device (unit);
