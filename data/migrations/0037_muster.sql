-- Reinforcements from all districts, called, checked in by code, put into squads and released; and the counters of halls and
-- gates with what is to be done when one passes a limit.
create table operation_squad (
  id int primary key generated always as identity,
  operation int not null references operation,
  name text not null,
  name_en text not null,
  zone int references zone,
  unique (operation, name)
);

create table reinforcement (
  id int primary key generated always as identity,
  version int not null default 1,
  operation int not null references operation,
  -- Its place on the call list: the first part of its codes.
  number int not null check (number between 1 and 999),
  officer int not null references officer,
  home int not null references organisation,
  home_metres int not null,
  state text not null default 'listed' check (state in ('listed', 'called', 'accepted', 'refused', 'checked_in', 'released')),
  pause text check (pause in ('meal', 'rest')),
  reason text,
  squad int references operation_squad,
  called_at timestamptz,
  answered_at timestamptz,
  checked_in_at timestamptz,
  resumed_at timestamptz,
  released_at timestamptz,
  -- Codes are made of it and the time; it leaves the server in no answer and no event.
  code_secret bytea not null default uuid_send(gen_random_uuid()),
  unique (operation, number),
  unique (operation, officer)
);

create table counter (
  id int primary key generated always as identity,
  version int not null default 1,
  operation int not null references operation,
  code text not null unique,
  name text not null,
  name_en text not null,
  kind text not null check (kind in ('hall', 'gate')),
  place geometry(point, 4326) not null,
  count int check (count >= 0),
  read_at timestamptz,
  -- Silent for longer than this it looks stale.
  silent_seconds int not null default 90 check (silent_seconds > 0)
);

create table counter_reading (
  counter int not null references counter,
  at timestamptz not null,
  count int not null check (count >= 0),
  received timestamptz not null,
  primary key (counter, at)
);

-- At `value` or more a card is opened; only below `clears` may the next be.
create table counter_limit (
  counter int not null references counter,
  value int not null check (value > 0),
  clears int not null check (clears <= value),
  effect text not null check (effect in ('control', 'one_way')),
  armed boolean not null default true,
  primary key (counter, value)
);

create table card_step (
  effect text not null check (effect in ('control', 'one_way')),
  position int not null,
  text text not null,
  text_en text not null,
  primary key (effect, position)
);
insert into card_step (effect, position, text, text_en) values
  ('control', 1, '通知馆方与公安，入口间歇放行', 'Tell the venue and the police; let people in at intervals'),
  ('control', 2, '向入口增派力量，设置蛇形通道', 'Send units to the entrance and set up a queue'),
  ('control', 3, '屏幕与广播引导至相邻展馆', 'Guide to the next halls by screens and loudspeakers'),
  ('control', 4, '清理出入口周边占道设摊', 'Clear vendors from around the entrances'),
  ('control', 5, '确认人数回落，解除控流', 'See the count fall and end the control'),
  ('one_way', 1, '通知馆方与公安，改为单向通行', 'Tell the venue and the police: one way only'),
  ('one_way', 2, '在交汇口设岗，封闭反向通道', 'Post people at junctions and shut the way back'),
  ('one_way', 3, '联系地铁站，必要时跳停', 'Call the metro; let trains pass through if needed'),
  ('one_way', 4, '确认人数回落，恢复双向通行', 'See the count fall and open both ways');

create table action_card (
  id int primary key generated always as identity,
  version int not null default 1,
  counter int not null references counter,
  effect text not null,
  value int not null,
  count int not null,
  opened_at timestamptz not null,
  steps jsonb not null,
  result text,
  closed_at timestamptz,
  closed_by text
);
create index on action_card (counter) where closed_at is null;

alter table source_key
  drop constraint source_key_source_check,
  add constraint source_key_source_check check (source in ('hotline', 'video', 'partner', 'open311', 'counter'));
