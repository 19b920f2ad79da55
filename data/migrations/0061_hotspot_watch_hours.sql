-- A watched view may be of some hours or days of the week alone: stalls of the evening, dogs of the weekend.
alter table hotspot_watch
  -- Hours of the day in Shanghai; null: all day.
  add hours_from int check (hours_from between 0 and 23),
  add hours_to int check (hours_to between 0 and 23),
  -- In their order, 1 is Monday; null: every day.
  add weekdays int[] check (weekdays <@ '{1,2,3,4,5,6,7}' and cardinality(weekdays) between 1 and 6),
  add check ((hours_from is null) = (hours_to is null));
drop index hotspot_watch_view;
create unique index hotspot_watch_view
  on hotspot_watch (window_hours, source, category, ground, hours_from, hours_to, weekdays)
  nulls not distinct where ended_at is null;
