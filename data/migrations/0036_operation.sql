-- An operation (an expo, a guarantee day) that can be run: its phases with what is to be reached in them, its rings with the
-- strength they need, its posts with who is to stand there. All of it is data; what is reached or switched is in the log.
create table operation (
  id int primary key generated always as identity,
  version int not null default 1,
  code text not null unique,
  name text not null,
  name_en text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  venue geometry(point, 4326) not null,
  phase int not null default 1,
  -- While it is switched on: since when, by whom, why, and when it reverts by itself.
  switched_at timestamptz,
  switched_by text,
  switch_reason text,
  reverts_at timestamptz,
  check ((switched_at is null) = (switched_by is null) and (switched_at is null) = (reverts_at is null)
    and (switched_at is null) = (switch_reason is null))
);
-- The desk has one layout at a time: of two that are switched on at once one loses.
create unique index operation_one_on on operation ((true)) where switched_at is not null;

create table operation_phase (
  operation int not null references operation,
  number int not null check (number between 1 and 4),
  name text not null,
  name_en text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  goals text not null,
  goals_en text not null,
  primary key (operation, number)
);

-- Checked off by a person, or measured: as few open tickets in the zone (or in all of the operation) as `at_most`.
create table operation_item (
  id int primary key generated always as identity,
  operation int not null,
  phase int not null,
  kind text not null check (kind in ('checklist', 'exit')),
  text text not null,
  text_en text not null,
  measure text check (measure in ('open_tickets')),
  at_most int,
  zone int references zone,
  place geometry(point, 4326),
  done_at timestamptz,
  done_by text,
  foreign key (operation, phase) references operation_phase,
  check ((measure is null) = (at_most is null)),
  check (measure is null or done_at is null),
  check ((done_at is null) = (done_by is null))
);
create index on operation_item (operation, phase);

create table operation_zone (
  operation int not null references operation,
  zone int not null references zone,
  -- A fixed post (固守): one that must never be empty.
  fixed boolean not null default false,
  -- Of a ring, as the clockwork last found it: a change is an event.
  level text not null default 'held' check (level in ('held', 'falling', 'short')),
  level_since timestamptz not null default to_timestamp(0),
  primary key (operation, zone)
);

-- How many units a ring needs, by phase and hour of the day in Shanghai; where several hold the most is needed.
create table ring_minimum (
  operation int not null references operation,
  zone int not null references zone,
  phase int not null check (phase between 1 and 4),
  from_hour int not null check (from_hour between 0 and 23),
  to_hour int not null check (to_hour between 1 and 24),
  least int not null check (least >= 0),
  primary key (operation, zone, phase, from_hour)
);

-- Who is to be in a ring or at a post from when to when, with how many people; `stood_at`: when it was first seen there.
create table roster_duty (
  id int primary key generated always as identity,
  operation int not null references operation,
  zone int not null references zone,
  unit int not null references unit,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  persons int not null check (persons > 0),
  stood_at timestamptz,
  unique (operation, zone, unit, starts_at)
);
create index on roster_duty (operation, ends_at);

-- While an operation is switched on these hold inside its rings instead of assignment_limit.
create table operation_limit (
  operation int not null references operation,
  step text not null check (step in ('accept', 'travel', 'checkin')),
  priority int not null check (priority between 1 and 4),
  seconds int not null check (seconds > 0),
  primary key (operation, step, priority)
);

-- And these come before the other rules for clocks that begin there meanwhile; a clock that runs keeps its end.
alter table clock_rule
  add column operation int references operation,
  drop constraint clock_rule_clock_source_category_nature_key,
  add unique nulls not distinct (clock, source, category, nature, operation);

-- The report's counts of days that are over; today is counted from the log each time. Days are by receipt, so that what
-- comes late is counted late and a day once kept never changes.
create table operation_tally (
  operation int not null references operation,
  day date not null,
  counts jsonb not null,
  primary key (operation, day)
);
-- The report reads a few kinds of events of a day.
create index event_kind_received on event (kind, received)
  where kind in ('zone.left', 'assignment.reported', 'joint.returned', 'reinforcement.checked_in', 'reinforcement.resumed',
    'roster.stood');

-- An alarm about a ring or a counter is about neither ticket nor unit.
alter table alarm_answer drop constraint if exists alarm_answer_check;
