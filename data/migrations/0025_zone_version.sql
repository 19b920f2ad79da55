-- Every zone as it held in [valid_from, valid_to), ms UTC; `zone` is what holds now. Whoever writes a zone keeps its past: a row
-- with another valid_from is a new version, any other change amends the one that holds.
alter table zone add column version int not null default 1;
alter table zone add column valid_from bigint not null default 0;

create table zone_version (
  zone int not null,
  version int not null,
  kind text not null,
  code text not null,
  name text not null,
  name_en text not null,
  river text,
  bank text,
  from_metres double precision,
  to_metres double precision,
  paired int,
  owner int,
  area geometry(geometry, 4326) not null,
  valid_from bigint not null,
  valid_to bigint,
  recorded_at bigint not null default (extract(epoch from clock_timestamp()) * 1000)::bigint,
  primary key (zone, version),
  check (valid_to >= valid_from)
);
create index zone_version_area on zone_version using gist (area);

create function keep_zone_version() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    update zone_version set valid_to = greatest(valid_from, (extract(epoch from clock_timestamp()) * 1000)::bigint)
    where zone = old.id and valid_to is null;
    return old;
  end if;
  if tg_op = 'UPDATE' and new.valid_from <> old.valid_from then
    update zone_version set valid_to = new.valid_from where zone = new.id and valid_to is null;
  end if;
  insert into zone_version (zone, version, kind, code, name, name_en, river, bank, from_metres, to_metres, paired, owner, area, valid_from)
  values (new.id, new.version, new.kind, new.code, new.name, new.name_en, new.river, new.bank, new.from_metres, new.to_metres,
    new.paired, new.owner, new.area, new.valid_from)
  on conflict (zone, version) do update set kind = excluded.kind, code = excluded.code, name = excluded.name,
    name_en = excluded.name_en, river = excluded.river, bank = excluded.bank, from_metres = excluded.from_metres,
    to_metres = excluded.to_metres, paired = excluded.paired, owner = excluded.owner, area = excluded.area;
  return new;
end $$;
create trigger zone_version_kept after insert or update or delete on zone for each row execute function keep_zone_version();

insert into zone_version (zone, version, kind, code, name, name_en, river, bank, from_metres, to_metres, paired, owner, area, valid_from)
select id, version, kind, code, name, name_en, river, bank, from_metres, to_metres, paired, owner, area, valid_from from zone;
