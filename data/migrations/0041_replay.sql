-- The board as it stood each hour: from the one before it, and the events since, the board of any moment is folded.
create table board_checkpoint (
  at bigint primary key,
  number bigint not null,
  board bytea not null
);
comment on column board_checkpoint.board is 'JSON under Brotli';

-- What was told late: an event of any span of time that was received long after it.
create index event_late on event (received) where received - happened > interval '1 minute';
create index event_happened on event using brin (happened);

-- Ten minutes of history that are kept as files: see server/contract/chunk.ts.
create table replay_chunk (
  starts bigint primary key,
  version int not null,
  facts_version int not null,
  fixes int not null,
  events int not null,
  late int not null,
  number bigint not null,
  parts jsonb not null,
  built_at bigint not null
);
comment on column replay_chunk.late is 'how many rows of its history were received after its end when it was built: more of them make a new version';
comment on column replay_chunk.number is 'the last event that is in its facts';
comment on column replay_chunk.parts is 'of each file its bytes and SHA-256';

-- How far what was told late has been looked for.
create table replay_bookmark (
  single boolean primary key default true check (single),
  received bigint not null,
  number bigint not null
);
