-- What a case asks of those who are sent: officers with certificates, a skill, a vehicle, and an item of the list that was
-- delegated to the unit's squad (街镇赋权清单). The lists are data, for they differ by district and change by decree.
create table qualification (
  code text primary key,
  kind text not null check (kind in ('skill', 'vehicle', 'item')),
  name text not null,
  name_en text not null
);

create table requirement (
  category text primary key references category,
  officers int not null default 1 check (officers >= 1),
  certificates int not null default 0 check (certificates >= 0),
  skill text references qualification,
  vehicle text references qualification,
  item text references qualification
);

-- What a squad may act on by itself; districts and the corps may act on everything.
create table squad_item (
  organisation int not null references organisation,
  item text not null references qualification,
  primary key (organisation, item)
);

-- 执法证: its number and its last day.
alter table officer
  add column certificate text,
  add column certificate_until date,
  add column skills text[] not null default '{}';
alter table unit add column vehicle text references qualification;
