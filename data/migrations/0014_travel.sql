-- How long it takes to get somewhere, and what a recommendation counts beside it: all of it data, for arrivals and the
-- city's administrators know better than we do.
create table travel_speed (
  kind text not null check (kind in ('foot', 'ebike', 'car', 'boat')),
  -- Of the day in Shanghai.
  hour int not null check (hour between 0 and 23),
  metres_per_second real not null check (metres_per_second > 0),
  primary key (kind, hour)
);
insert into travel_speed (kind, hour, metres_per_second)
select 'car', hour, case when hour < 6 then 9.5 when hour in (7, 8, 9) then 5 when hour in (16, 17, 18, 19) then 4.8
  when hour in (6, 20, 21) then 7.5 when hour in (22, 23) then 8.5 else 6.5 end from generate_series(0, 23) hour
union all
select 'ebike', hour, case when hour < 6 then 5 when hour in (7, 8, 17, 18) then 4 else 4.5 end from generate_series(0, 23) hour
union all
select 'foot', hour, case when hour < 6 then 1.2 else 1.3 end from generate_series(0, 23) hour
union all
select 'boat', hour, case when hour < 6 or hour >= 20 then 5 else 6 end from generate_series(0, 23) hour;

-- From one pier to the other, waiting included; null: no ferry runs.
create table ferry_time (
  hour int primary key check (hour between 0 and 23),
  seconds int check (seconds > 0)
);
insert into ferry_time (hour, seconds)
select hour, case when hour < 5 or hour = 23 then null when hour in (7, 8, 17, 18) then 600 when hour in (5, 6) or hour >= 20 then 1200
  else 720 end from generate_series(0, 23) hour;

-- Where a crossing is open to others than its sort: bridges and tunnels take cars, ferries people on foot and on e-bikes.
create table crossing_access (
  name text primary key,
  open text[] not null check (open <@ '{foot,ebike,car}')
);
insert into crossing_access (name, open) values ('松浦大桥', '{foot,ebike,car}');

-- Beside the travel time each term counts `weight` seconds for every one of its units beyond `threshold`; coverage for
-- every one below it.
create table ranking_weight (
  term text primary key check (term in ('workload', 'rest', 'reach', 'coverage', 'shore')),
  weight real not null check (weight >= 0),
  threshold real not null default 0 check (threshold >= 0)
);
insert into ranking_weight (term, weight, threshold) values
  ('workload', 60, 0),
  ('rest', 60, 4),
  ('reach', 30, 0),
  ('coverage', 60, 5),
  ('shore', 3600, 0);

-- When the crew last came back from a break, or on duty.
alter table unit add column rested_at timestamptz;
update unit set rested_at = now() where duty = 'on';

-- What the desk was shown, why it sent another than the first, and what it could expect.
alter table assignment
  add column recommended jsonb,
  add column override jsonb;

-- How far an estimate was off, once for every arrival whose travel time had been shown.
create table arrival_estimate (
  assignment int primary key references assignment,
  kind text not null,
  hour int not null check (hour between 0 and 23),
  crossing text,
  estimated_seconds int not null,
  actual_seconds int not null,
  arrived_at timestamptz not null
);
create index arrival_estimate_arrived on arrival_estimate (arrived_at);

create index assignment_unit on assignment (unit, dispatched_at);
