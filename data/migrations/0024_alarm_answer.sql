-- Whoever acknowledges or shelves an alarm does it for every console: the newest answer to each alarm, and to which
-- occurrence of it it was given. An alarm itself is never stored: it follows from the facts.
create table alarm_answer (
  key text primary key,
  ticket int references ticket,
  unit int references unit,
  since timestamptz not null,
  by text not null,
  at timestamptz not null,
  until timestamptz,
  reason text,
  check ((ticket is null) <> (unit is null)),
  check ((until is null) = (reason is null))
);
create index on alarm_answer (ticket);
