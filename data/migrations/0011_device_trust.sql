-- How far a device is to be believed: what is wrong with it now, kept so that each warning is told once, whichever server
-- sees it and however often it starts; and what kind of AIS station it is, which says how often it is due to report.
create table device_warning (
  device int not null references device (number),
  kind text not null check (kind in ('clock', 'datum')),
  since bigint not null,
  about jsonb not null,
  primary key (device, kind)
);

alter table device
  add column ais_class text check (ais_class in ('A', 'B')),
  add column moored boolean not null default false;
