-- Cross-department tasks (管执联动): one ticket, one area and one span of time offered to a partner department, whose people
-- sign in with the role partner and see nothing else.
create table partner (
  id int primary key generated always as identity,
  code text not null unique,
  name text not null,
  name_en text not null
);
insert into partner (code, name, name_en) values
  ('traffic_police', '交警', 'Traffic police'),
  ('greening', '绿化市容', 'Greening and city appearance'),
  ('water', '水务', 'Water authority'),
  ('property', '物业', 'Property management'),
  ('site', '工地', 'Building sites');

alter table account
  add column partner int references partner,
  drop constraint account_role_check,
  add constraint account_role_check check
    (role in ('dispatcher', 'duty', 'supervisor', 'officer', 'admin', 'auditor', 'wall', 'partner')),
  add check (partner is null or role = 'partner');

-- In working time; a partner's own limit comes before the one for all.
create table joint_limit (
  partner int references partner,
  step text not null check (step in ('answer', 'handle')),
  amount int not null check (amount > 0),
  unit text not null check (unit in ('working_hours', 'working_days')),
  unique nulls not distinct (partner, step)
);
insert into joint_limit (partner, step, amount, unit) values
  (null, 'answer', 2, 'working_hours'), (null, 'handle', 1, 'working_days');
insert into joint_limit (partner, step, amount, unit)
  select id, step, amount, 'working_hours' from partner, (values ('answer', 1), ('handle', 4)) as l (step, amount)
  where code = 'traffic_police';

create table joint_task (
  id int primary key generated always as identity,
  version int not null default 1,
  ticket int not null references ticket,
  partner int not null references partner,
  state text not null default 'offered' check (state in ('offered', 'accepted', 'refused', 'returned', 'withdrawn')),
  text text not null,
  metres int not null check (metres between 10 and 2000),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  offered_by text not null,
  offered_at timestamptz not null,
  answer_due timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  reason text,
  handle_due timestamptz,
  ended_at timestamptz,
  result text
);
create index on joint_task (ticket);
create index on joint_task (partner, ends_at);
