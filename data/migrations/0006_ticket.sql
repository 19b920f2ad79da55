-- Complaints and findings, and who was sent to them.
create table photo (
  hash text primary key,
  type text not null,
  bytes int not null,
  added timestamptz not null,
  account int not null references account
);

create table ticket (
  id int primary key generated always as identity,
  code text not null unique,
  version int not null default 1,
  state text not null check (state in ('filed', 'dispatched', 'handling', 'reported', 'closed', 'cancelled')),
  priority int not null check (priority between 1 and 4),
  source text not null,
  external_id text,
  category text not null references category,
  text text not null,
  address text not null,
  place geometry(point, 4326) not null,
  district text,
  zone int references zone,
  happened_at timestamptz not null,
  opened_at timestamptz not null,
  opened_by text not null,
  due_at timestamptz,
  disposition text,
  feedback text,
  photos text[] not null default '{}',
  closed_at timestamptz,
  closed_by text,
  unique (source, external_id)
);
create index ticket_open on ticket (priority, opened_at) where state not in ('closed', 'cancelled');
create index ticket_place on ticket using gist (place);
create index ticket_opened on ticket (opened_at);

-- Case numbers run per day of Shanghai.
create table ticket_day (
  day date primary key,
  last int not null
);

create table assignment (
  id int primary key generated always as identity,
  version int not null default 1,
  ticket int not null references ticket,
  unit int not null references unit,
  state text not null check (state in
    ('dispatched', 'accepted', 'enroute', 'onscene', 'reported', 'finished', 'declined', 'recalled')),
  dispatched_by text not null,
  dispatched_at timestamptz not null,
  accepted_at timestamptz,
  departed_at timestamptz,
  arrived_at timestamptz,
  reported_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  report jsonb,
  backup boolean not null default false
);
-- A unit is sent to one thing at a time: two dispatchers who choose it at once cannot both win.
create unique index assignment_one_active on assignment (unit) where state not in ('finished', 'declined', 'recalled');
create index assignment_ticket on assignment (ticket);
