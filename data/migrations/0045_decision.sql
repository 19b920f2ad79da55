-- What a dispatcher was shown when somebody was sent, as text and by its SHA-256: the event names the hash, so that what is kept
-- here cannot be altered unseen, and units sent together share one row. Beside the log, for it is three times an event's size.
create table decision (
  hash text primary key,
  shown text not null
);
alter table assignment add column decision text references decision;
-- A month's decisions are found by when they were made.
create index assignment_dispatched on assignment (dispatched_at);
