-- Evidence says where and when it was taken: told by the phone together with the photo, and never changed afterwards.
alter table photo
  add column taken_at timestamptz,
  add column place geometry(point, 4326),
  add column accuracy real check (accuracy >= 0);
