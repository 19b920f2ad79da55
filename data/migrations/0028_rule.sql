-- The law of a place and time: what people do, and the rules that allow, restrict or forbid it by zone and calendar.
-- Versions are only added. A later version of a rule speaks from valid_from on, so that a past moment keeps its law.
create table behaviour_version (
  code text not null,
  version int not null,
  name text not null,
  name_en text not null,
  category text not null references category,
  effect text not null check (effect in ('allowed', 'restricted', 'forbidden')),
  configurable boolean not null default false,
  valid_from bigint not null,
  recorded_by text not null,
  reason text not null,
  change bigint not null,
  primary key (code, version)
);
create index behaviour_of_category on behaviour_version (category);

create table rule (
  id int primary key generated always as identity,
  behaviour text not null,
  version int not null default 1
);
create index rule_behaviour on rule (behaviour);

-- Without zone, kind and river a rule holds everywhere. No reference to the zone: its past stays when it goes.
create table rule_version (
  rule int not null references rule,
  version int not null,
  behaviour text not null,
  zone int,
  kind text,
  river text,
  effect text not null check (effect in ('allowed', 'restricted', 'forbidden')),
  calendar jsonb not null,
  article text,
  fine_from int,
  fine_to int,
  conditions text not null default '',
  conditions_en text not null default '',
  configurable boolean not null default false,
  valid_from bigint not null,
  valid_to bigint,
  ended boolean not null default false,
  recorded_at bigint not null,
  recorded_by text not null,
  reason text not null,
  change bigint not null,
  primary key (rule, version),
  check (zone is null or (kind is null and river is null)),
  check ((fine_from is null) = (fine_to is null) and fine_from <= fine_to),
  check (valid_to > valid_from)
);
create index rule_version_behaviour on rule_version (behaviour, zone);
create index rule_version_change on rule_version (change);

-- Counts the changes in commit order: whoever keeps the law in memory asks for those after the last it saw.
create table law_counter (
  single boolean primary key default true check (single),
  last bigint not null default 0
);
insert into law_counter default values;
