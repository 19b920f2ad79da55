-- Which views are watched is for people to say: who added one and when stands with it, one that ended may be watched again.
alter table hotspot_watch
  -- Null: the console came with it.
  add added_by text,
  add added_at timestamptz not null default now(),
  add ended_at timestamptz,
  drop constraint hotspot_watch_window_hours_source_category_ground_key;
create unique index hotspot_watch_view on hotspot_watch (window_hours, source, category, ground)
  nulls not distinct where ended_at is null;
