-- A relief that nobody came to in time is an alarm: how long past its beginning it may take, and since when it is overdue.
alter table operation add column relief_seconds int not null default 300 check (relief_seconds between 0 and 7200);
alter table roster_duty add column overdue_at timestamptz;
