-- What address text is held against beside places and zones: roads with their course, and other names people use.
create table road (
  name text primary key,
  name_en text not null,
  kind text not null,
  course geometry(multilinestring, 4326) not null
);
create index road_course on road using gist (course);

create table alias (
  alias text primary key,
  name text not null
);
