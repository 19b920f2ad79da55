-- Who is asking. Tokens are kept as SHA-256 only: a stolen database opens no session.
create table account (
  id int primary key generated always as identity,
  username text not null unique,
  password_hash text not null,
  role text not null check (role in ('dispatcher', 'duty', 'supervisor', 'officer', 'admin', 'auditor', 'wall')),
  name text not null,
  name_en text not null,
  officer int references officer
);

create table session (
  token_hash bytea primary key,
  account int not null references account on delete cascade,
  created timestamptz not null,
  expires timestamptz not null
);
create index session_account on session (account);
