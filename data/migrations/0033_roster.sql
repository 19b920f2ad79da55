-- Who works when: a crew in a shift of a day, officer by officer with attendance, and leave that a duty officer approves.
create table roster_rule (
  single boolean primary key default true check (single),
  rest_minutes int not null default 660 check (rest_minutes >= 0),
  most_minutes int not null default 720 check (most_minutes > 0),
  most_days int not null default 6 check (most_days > 0)
);
insert into roster_rule default values;

create table crew_shift (
  id int primary key generated always as identity,
  version int not null default 1,
  unit int not null references unit,
  day date not null,
  shift text not null references shift,
  tag text not null check (tag in ('daily', 'special', 'expo', 'water', 'night', 'standby')),
  cancelled_at timestamptz
);
-- Two who plan at once cannot put one crew into one shift twice.
create unique index crew_shift_once on crew_shift (unit, day, shift) where cancelled_at is null;
create index crew_shift_day on crew_shift (day);

create table crew_shift_officer (
  crew_shift int not null references crew_shift,
  officer int not null references officer,
  attendance text not null default 'planned' check (attendance in ('planned', 'present', 'late', 'absent', 'leave')),
  marked_at timestamptz,
  marked_by text,
  primary key (crew_shift, officer),
  check ((attendance = 'planned') = (marked_at is null))
);

create table leave_request (
  id int primary key generated always as identity,
  version int not null default 1,
  officer int not null references officer,
  from_day date not null,
  to_day date not null,
  reason text not null,
  state text not null default 'asked' check (state in ('asked', 'approved', 'refused')),
  asked_by text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  answer text,
  check (from_day <= to_day),
  check ((state = 'asked') = (decided_at is null))
);
create index leave_request_officer on leave_request (officer, to_day);
