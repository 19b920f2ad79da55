-- One execution of a plan on a day by a crew, or an order of the desk. Its stops and alarms lie in the row: each is decided under
-- the row's lock, so that a stop is reached once, whichever of a fix, a code and a restart comes first.
create table patrol_round (
  id int primary key generated always as identity,
  version int not null default 1,
  plan int references patrol_plan,
  day date not null,
  shift text references shift,
  unit int references unit,
  name text not null,
  name_en text not null,
  mode text not null check (mode in ('video', 'car', 'boat', 'foot', 'post')),
  tag text not null check (tag in ('daily', 'special', 'expo', 'water', 'night', 'standby')),
  certificates int not null default 0,
  item text references qualification,
  zones int[] not null default '{}',
  stops jsonb not null,
  alarms jsonb not null default '[]',
  state text not null default 'planned' check (state in ('planned', 'started', 'finished', 'abandoned', 'cancelled')),
  starts timestamptz not null,
  ends timestamptz not null check (ends > starts),
  started_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  ordered_by text not null,
  ordered_at timestamptz not null,
  reason text,
  check (state = 'planned' or state = 'cancelled' or unit is not null),
  check ((state in ('finished', 'abandoned', 'cancelled')) = (ended_at is not null))
);
-- A plan has one round a day; the days ahead are made again and again.
create unique index patrol_round_once on patrol_round (plan, day) where plan is not null;
-- A crew walks one round at a time.
create unique index patrol_round_started on patrol_round (unit) where state = 'started';
create index patrol_round_day on patrol_round (day);
create index patrol_round_open on patrol_round (starts) where state in ('planned', 'started');
