-- Who was last in a zone, at whatever moment, is asked of the log by the zone.
create index event_zone on event (((body -> 'presence' -> 'zone' ->> 'id')::int), number)
  where kind in ('zone.entered', 'zone.left');
