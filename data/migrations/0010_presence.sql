-- Which unit is in which zone since when. A row is changed in the transaction that appends its event, and its version decides
-- between two servers; it stays when the unit has left, so that the version goes on. No reference to the zone: one that is
-- removed leaves its last stays to be closed.
alter table zone add column dwell_seconds int not null default 300 check (dwell_seconds > 0);

create table presence (
  mover int not null references unit,
  zone int not null,
  version int not null,
  since bigint,
  dwelt boolean not null,
  primary key (mover, zone)
) with (fillfactor = 70);
create index presence_now on presence (mover) where since is not null;
