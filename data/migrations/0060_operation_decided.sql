-- The version in which somebody last decided something. What the clock tells since (a ring that falls short, a duty that is
-- stood) gives an operation a new version as well, and is no reason to refuse who had not seen it yet.
alter table operation add column decided int not null default 0;
update operation set decided = version;
alter table operation alter column decided set default 1;
