-- What an administrator sets once for everybody is changed through the console: its changes are read from the log, and from
-- which confidence on a machine is believed where its category says nothing is a row like every other threshold.
create index event_setting on event (number) where kind = 'setting.changed';

insert into threshold (name, value, unit) values ('finding.confidence', 0.8, 'confidence');
