-- Tickets come from many places. Each feed signs with a key of its own, kept as SHA-256 only; what else is known of where a
-- ticket came from stands with it, and whoever complained stands apart, so that no event and no list can carry the name.
create table source_key (
  id int primary key generated always as identity,
  source text not null check (source in ('hotline', 'video', 'partner', 'open311')),
  name text not null,
  name_en text not null,
  key_hash bytea not null unique,
  issued_at timestamptz not null,
  issued_by text not null,
  revoked_at timestamptz
);

alter table ticket add column origin jsonb;

create table complainant (
  ticket int primary key references ticket,
  name text not null,
  phone text not null
);

-- What else an Open311 client must or may tell of a service: its definition.
create table service_attribute (
  category text not null references category,
  code text not null,
  datatype text not null check (datatype in ('string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist')),
  required boolean not null default false,
  position int not null,
  description text not null,
  -- [{key, name}], for the lists.
  choices jsonb not null default '[]',
  primary key (category, code)
);
