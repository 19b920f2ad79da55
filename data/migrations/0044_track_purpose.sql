-- For what somebody looks at one person's track: it holds for that unit and that session for some minutes. Each look is an event,
-- found by its number for the auditor, and by the officers whose track it was for themselves.
create table track_purpose (
  session bytea not null references session on delete cascade,
  unit int not null references unit,
  code text not null check (code in ('incident', 'complaint', 'safety', 'statistics', 'other')),
  text text,
  until timestamptz not null,
  primary key (session, unit),
  check (code <> 'other' or text is not null)
);
create index event_track_looked on event (number) where kind = 'track.looked';
create index event_track_officers on event using gin ((body -> 'look' -> 'officers')) where kind = 'track.looked';
