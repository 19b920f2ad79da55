-- What came in and cannot be a ticket yet: its place is not known, or a machine is not sure enough. Somebody decides.
create table arrival (
  id int primary key generated always as identity,
  version int not null default 1,
  state text not null default 'waiting' check (state in ('waiting', 'filed', 'dismissed')),
  why text not null check (why in ('unplaced', 'unsure')),
  source text not null,
  external_id text,
  category text not null references category,
  text text not null,
  address text not null,
  place geometry(point, 4326),
  happened_at timestamptz not null,
  arrived_at timestamptz not null,
  origin jsonb not null,
  complainant jsonb,
  ticket int references ticket,
  settled_at timestamptz,
  settled_by text,
  unique (source, external_id)
);
create index arrival_waiting on arrival (arrived_at) where state = 'waiting';

-- Which revision of each of the hotline's records is here: a repeat changes nothing, a late older one overwrites nothing.
create table hotline_record (
  id text primary key,
  revised_at timestamptz not null,
  digest bytea not null,
  source_key int not null references source_key,
  ticket int references ticket,
  arrival int references arrival,
  check ((ticket is null) <> (arrival is null))
);

-- A clip a machine finding rests on: its name is its SHA-256, so a changed one is another.
create table clip (
  hash text primary key,
  type text not null,
  bytes int not null,
  added timestamptz not null,
  source_key int not null references source_key
);

-- From which confidence on a machine's finding enters the queue by itself; below it waits for an operator.
create table finding_threshold (
  category text primary key references category,
  confidence real not null check (confidence between 0 and 1)
);
