-- What is inspected: shops, sites and historic buildings, graded by risk and credit. Two hundred thousand of them are drawn from
-- one index, so each carries where it lies on the tiles of a map, and each change is counted where it shows.

-- Places on the map of web Mercator, 2^30 units wide and high, from its north-west corner.
create function tile_unit_x(longitude double precision) returns bigint immutable strict parallel safe language sql as
  'select least(1073741823, greatest(0, floor((longitude + 180) / 360 * 1073741824)))::bigint';
create function tile_unit_y(latitude double precision) returns bigint immutable strict parallel safe language sql as
  'select least(1073741823, greatest(0, floor((0.5 - ln(tan(pi() / 4 + radians(latitude) / 2)) / (2 * pi())) * 1073741824)))::bigint';

-- Thirty bits with a nought before each: two of them interleaved are a Morton number, in which a tile of any zoom is one range.
create function spread_bits(n bigint) returns bigint immutable strict parallel safe language plpgsql as $$
begin
  n := (n | (n << 16)) & 281470681808895;
  n := (n | (n << 8)) & 71777214294589695;
  n := (n | (n << 4)) & 1085102592571150095;
  n := (n | (n << 2)) & 3689348814741910323;
  return (n | (n << 1)) & 6148914691236517205;
end $$;

-- How often a grade and credit ask for inspection: again within `most_days`, and not before `least_days`.
create table inspection_interval (
  grade text not null check (grade in ('low', 'medium', 'high')),
  credit text not null check (credit in ('a', 'b', 'c', 'd')),
  most_days int not null check (most_days > 0),
  least_days int not null check (least_days between 0 and most_days),
  primary key (grade, credit)
);

create table object (
  id int primary key generated always as identity,
  version int not null default 1,
  source text not null,
  external_id text not null,
  kind text not null check (kind in ('shop', 'site', 'historic')),
  name text not null,
  address text not null,
  point geometry(point, 4326) not null,
  organisation int not null references organisation,
  grade text not null check (grade in ('low', 'medium', 'high')),
  credit text not null check (credit in ('a', 'b', 'c', 'd')),
  -- On the sign at the door (场所码): who can tell it has been there, so no answer of the server holds it.
  venue_code text not null unique,
  registered_at timestamptz not null default now(),
  last_inspected timestamptz,
  due_on date,
  words text not null,
  x int not null generated always as (tile_unit_x(st_x(point))::int) stored,
  y int not null generated always as (tile_unit_y(st_y(point))::int) stored,
  quad bigint not null generated always as
    (spread_bits(tile_unit_x(st_x(point))) | (spread_bits(tile_unit_y(st_y(point))) << 1)) stored,
  unique (source, external_id)
);
create index object_quad on object (quad) include (grade, kind, id, x, y);
create index object_due on object (due_on, id);
create index object_organisation on object (organisation, due_on, id);
create index object_words on object using gin (words gin_trgm_ops);
create index object_point on object using gist (point);

-- Whoever fills the table at once brings the words along: `comparable_words` takes a tenth of a millisecond a letter.
create function settle_object() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.words := coalesce(new.words, comparable_words(new.name));
  elsif new.name <> old.name then
    new.words := comparable_words(new.name);
  end if;
  new.due_on := (coalesce(new.last_inspected, new.registered_at) at time zone 'Asia/Shanghai')::date
    + (select most_days from inspection_interval where grade = new.grade and credit = new.credit);
  return new;
end $$;
create trigger object_settled before insert or update on object for each row execute function settle_object();

create function redate_objects() returns trigger language plpgsql as $$
begin
  update object set grade = grade where grade = new.grade and credit = new.credit;
  return new;
end $$;
create trigger inspection_interval_set after insert or update on inspection_interval
  for each row execute function redate_objects();

-- How often what is drawn in a tile of zoom 14 has changed. The sum over a tile's areas grows with every change that was
-- committed, in whatever order: a tile made at one sum is good until there is another.
create table object_area (
  quad bigint primary key,
  changes bigint not null
);

create function count_area_changes(areas bigint[]) returns void language sql as $$
  insert into object_area as a (quad, changes) select distinct quad, 1 from unnest(areas) quad order by quad
  on conflict (quad) do update set changes = a.changes + 1
$$;
create function object_areas_added() returns trigger language plpgsql as $$
begin
  perform count_area_changes(array(select distinct quad >> 32 from added));
  return null;
end $$;
create function object_areas_removed() returns trigger language plpgsql as $$
begin
  perform count_area_changes(array(select distinct quad >> 32 from removed));
  return null;
end $$;
create function object_areas_changed() returns trigger language plpgsql as $$
begin
  perform count_area_changes(array(
    select unnest(array[b.quad >> 32, a.quad >> 32]) from before_it b join after_it a using (id)
    where (b.quad, b.grade, b.kind, b.name) is distinct from (a.quad, a.grade, a.kind, a.name)));
  return null;
end $$;
create trigger object_added after insert on object
  referencing new table as added for each statement execute function object_areas_added();
create trigger object_removed after delete on object
  referencing old table as removed for each statement execute function object_areas_removed();
create trigger object_changed after update on object
  referencing old table as before_it new table as after_it for each statement execute function object_areas_changed();

create table inspection (
  id int primary key generated always as identity,
  object int not null references object,
  at timestamptz not null,
  received timestamptz not null,
  by text not null,
  result text not null check (result in ('pass', 'correct', 'persuade', 'case')),
  note text,
  -- The code at the door was told.
  proven boolean not null,
  ticket int references ticket,
  -- Sooner than the interval allows; why, in the words of who did it all the same.
  too_soon boolean not null,
  reason text,
  check (not too_soon or reason is not null)
);
create index inspection_object on inspection (object, at desc);
create index inspection_at on inspection (at);

insert into threshold (name, value, unit) values ('object.far', 300, 'metres') on conflict do nothing;
