-- More ways to report a place: H02, GB/T 28181 and Cursor-on-Target; and Baidu's Mercator metres as a datum.
alter table device drop constraint device_protocol_check, drop constraint device_datum_check;
alter table device
  add constraint device_protocol_check
    check (protocol in ('http', 'feed', 'osmand', 'ais', 'jt808', 'h02', 'gb28181', 'cot')),
  add constraint device_datum_check check (datum in ('wgs84', 'gcj02', 'bd09', 'bd09mc'));
