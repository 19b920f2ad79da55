-- Terminals that report and that nobody registered: listed for the administrator to adopt, instead of dropped in silence.
create table unknown_terminal (
  protocol text not null,
  id text not null,
  first_heard bigint not null,
  last_heard bigint not null,
  count bigint not null,
  address text not null,
  primary key (protocol, id)
);
create index unknown_terminal_last_heard on unknown_terminal (last_heard);
