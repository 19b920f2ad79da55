-- Hotspots: whose word each source is, which views are watched (their changes are events, and pushed), and what stands now. The past
-- of a hotspot is in its events; the row decides between two servers that see the same change.
create table hotspot_source (
  source text primary key,
  heard_as text not null check (heard_as in ('citizens', 'patrol', 'machine', 'others'))
);
-- A form at the desk is somebody who called; what is imported are the hotline's own records.
insert into hotspot_source values
  ('hotline', 'citizens'), ('open311', 'citizens'), ('petition', 'citizens'), ('desk', 'citizens'), ('import', 'citizens'),
  ('patrol', 'patrol'), ('inspection', 'patrol'), ('video', 'machine'), ('platform', 'others'), ('partner', 'others');

create table hotspot_watch (
  id int primary key generated always as identity,
  window_hours int not null check (window_hours in (2, 6, 24, 72, 168, 672)),
  source text not null check (source in ('citizens', 'patrol', 'machine', 'others')),
  -- A class, or class and small class; null: all.
  category text,
  ground text not null check (ground in ('grid', 'lines')),
  -- The number of the last event that was reckoned with: a server that knows less leaves the watch alone.
  judged_number bigint not null default 0,
  unique nulls not distinct (window_hours, source, category, ground)
);
insert into hotspot_watch (window_hours, source, category, ground) values
  (2, 'citizens', null, 'grid'), (24, 'citizens', null, 'grid'), (168, 'citizens', null, 'grid'),
  (2, 'citizens', '0501', 'grid'), (24, 'patrol', null, 'grid'), (24, 'machine', null, 'grid'),
  (2, 'citizens', null, 'lines'), (24, 'citizens', null, 'lines');

create table hotspot (
  id int primary key generated always as identity,
  watch int not null references hotspot_watch,
  version int not null default 1,
  -- As it was told last.
  body jsonb not null,
  ended_at timestamptz
);
create index hotspot_standing on hotspot (watch) where ended_at is null;

create index event_hotspot on event (received) where kind like 'hotspot.%';
