-- The board as it stood each hour: from the one before it, and the events since, the board of any moment is folded.
create table board_checkpoint (
  number bigint primary key,
  at bigint not null,
  board bytea not null
);
create index board_checkpoint_at on board_checkpoint (at);
comment on column board_checkpoint.board is 'JSON under Brotli';

-- What was told late: an event of any span of time that was received long after it.
create index event_late on event (received) where received - happened > interval '1 minute';
