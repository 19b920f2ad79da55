-- Files written of scenes: who asked for which, why, and the hash by which a file shown later is known again. The file itself
-- lies beside the database and is kept for some days; the row and the entry in the log stay.
create table scene_export (
  id int primary key generated always as identity,
  format text not null check (format in ('geojson', 'mfjson', 'csv', 'gpx')),
  filter jsonb not null,
  purpose text not null,
  note text,
  made_by text not null,
  made_at timestamptz not null,
  name text not null,
  bytes bigint not null,
  sha256 text not null unique,
  counts jsonb not null,
  log_number bigint not null,
  log_hash text not null
);
