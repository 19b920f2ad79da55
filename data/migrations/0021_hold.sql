-- Two dispatchers do not work on one ticket unaware of each other: whoever opens it holds it for a minute at a time.
-- The database keeps it, so that it binds on every server, and time ends it, so that nobody can keep a ticket by leaving.
create table hold (
  ticket int primary key references ticket,
  holder text not null,
  since timestamptz not null,
  until timestamptz not null
);
