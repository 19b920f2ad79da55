-- How long each step of an assignment may take is data: acceptance since it was sent, the way beyond its estimate, and
-- on the scene the time until the crew is to be heard again.
alter table assignment
  add column eta_seconds int,
  add column checked_in_at timestamptz;

create table assignment_limit (
  step text not null check (step in ('accept', 'travel', 'checkin')),
  priority int not null check (priority between 1 and 4),
  seconds int not null check (seconds > 0),
  primary key (step, priority)
);
insert into assignment_limit (step, priority, seconds) values
  ('accept', 1, 60), ('accept', 2, 120), ('accept', 3, 300), ('accept', 4, 600),
  ('travel', 1, 120), ('travel', 2, 180), ('travel', 3, 300), ('travel', 4, 600),
  ('checkin', 1, 900), ('checkin', 2, 1200), ('checkin', 3, 1800), ('checkin', 4, 1800);
