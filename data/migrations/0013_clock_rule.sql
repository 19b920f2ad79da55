-- What a ticket's clocks are, what pauses them and when the desk warns: data that an administrator changes, never code.
-- A rule without source, category or nature holds for all of them; the one that names most is taken. A handling rule
-- that names no category is held against the category's own clock, and the sooner end counts.
create table clock_rule (
  id int primary key generated always as identity,
  clock text not null check (clock in ('first_contact', 'handling')),
  source text,
  category text references category,
  nature text check (nature in ('consultation', 'supervision', 'complaint')),
  amount int not null check (amount > 0),
  unit text not null check (unit in ('working_hours', 'working_days')),
  -- As much as an approved extension may make of it; none: as much as is approved.
  most int check (most >= amount),
  unique nulls not distinct (clock, source, category, nature)
);

-- In which states a clock stands; without a cause, whatever the cause.
create table pause_rule (
  id int primary key generated always as identity,
  clock text not null check (clock in ('first_contact', 'handling')),
  state text not null,
  cause text,
  unique nulls not distinct (clock, state, cause)
);

create table threshold (
  name text primary key,
  value double precision not null check (value > 0),
  unit text not null
);
insert into threshold (name, value, unit) values
  ('waiting.1', 60, 'seconds'), ('waiting.2', 300, 'seconds'), ('waiting.3', 900, 'seconds'), ('waiting.4', 1800, 'seconds'),
  ('clock.late', 0.25, 'share left'),
  ('reopen.days', 30, 'days');
