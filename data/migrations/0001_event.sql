-- The log is the truth: every command appends its events in the transaction that changes the state they explain.
-- A sequence would hand out numbers before commit, and a reader of `number > last` would miss the slow ones;
-- the counter row is locked until commit, so numbers are gap-free and in commit order.
create table event_counter (
  single boolean primary key default true check (single),
  last bigint not null default 0
);
insert into event_counter default values;

create table event (
  number bigint primary key,
  happened timestamptz not null,
  received timestamptz not null,
  actor text not null,
  kind text not null,
  subject text not null,
  units int[] not null default '{}',
  body jsonb not null
);
create index event_subject on event (subject, number);
create index event_units on event using gin (units);
create index event_received on event using brin (received);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the event log is append-only';
end $$;
create trigger event_append_only before update or delete on event for each row execute function refuse_change();
create trigger event_never_truncated before truncate on event for each statement execute function refuse_change();

-- A command's first answer, kept so that sending it again changes nothing.
create table command (
  account int not null,
  key text not null,
  request text not null,
  status int not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (account, key)
);
create index command_at on command using brin (at);
