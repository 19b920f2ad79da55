-- The closed loop of a ticket: collecting, suspending, transferring, extending and reopening, each with what it says, and
-- the photos that show a case before and after it was handled.
alter table category
  add column evidence text not null default 'after' check (evidence in ('none', 'after', 'both'));

alter table ticket
  drop constraint ticket_state_check,
  add constraint ticket_state_check check (state in ('collecting', 'filed', 'dispatched', 'handling', 'reported',
    'suspended', 'transferred', 'closed', 'cancelled', 'returned', 'merged')),
  add column nature text check (nature in ('consultation', 'supervision', 'complaint')),
  add column unsettled text[] not null default '{}',
  add column organisation int references organisation,
  add column clocks jsonb not null default '[]',
  add column suspension jsonb,
  add column extension jsonb,
  add column transfer jsonb,
  add column supervised jsonb,
  add column reworks int not null default 0,
  add column photos_before text[] not null default '{}';

-- Whatever ended has its time of ending, however it ended.
drop index ticket_open;
create index ticket_open on ticket (priority, opened_at) where closed_at is null;

-- Tickets from before go on by the clock they were given.
update ticket t set clocks = jsonb_build_array(jsonb_build_object(
    'name', 'handling', 'startedAt', (extract(epoch from opened_at) * 1000)::bigint,
    'dueAt', (extract(epoch from due_at) * 1000)::bigint,
    'totalMs', c.clock_amount * case c.clock_unit when 'working_hours' then 3600000 else 28800000 end,
    'mostMs', null, 'pausedAt', null, 'stoppedAt', null))
from category c where c.code = t.category and t.due_at is not null;
