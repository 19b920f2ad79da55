-- Units come and go by an administrator's hand. One that is retired stays in the log, in history and in replay, and is in no
-- picture of now: it is off duty, so that whatever counts or sends units on duty leaves it out.
alter table unit
  add column retired_at timestamptz,
  add check (retired_at is null or duty = 'off');

-- Who works through the console in this transaction, and since when (ms UTC), where anybody does: what triggers tell is told so.
create or replace function tell(kind text, subject text, units int[], body jsonb) returns void language plpgsql as $$
declare
  n bigint;
  at timestamptz := coalesce(to_timestamp(nullif(current_setting('jianghe.now', true), '')::float8 / 1000),
    date_trunc('milliseconds', clock_timestamp()));
begin
  update event_counter set last = last + 1 returning last into n;
  insert into event (number, happened, received, actor, kind, subject, units, body)
  values (n, at, at, coalesce(nullif(current_setting('jianghe.actor', true), ''), 'database'), kind, subject, units, body);
  perform pg_notify('event', n::text);
end $$;

create or replace function told_unit(id int) returns jsonb stable language sql as $$
  select jsonb_build_object('id', u.id, 'version', u.version, 'code', u.code, 'name', u.name, 'nameEn', u.name_en,
    'kind', u.kind, 'organisation', u.organisation, 'squad', s.name, 'squadEn', s.name_en,
    'district', case when s.kind = 'district' then s.code when p.kind = 'district' then p.code end,
    'duty', u.duty, 'tags', u.tags, 'sos', u.sos, 'retired', u.retired_at is not null,
    'crew', coalesce((select jsonb_agg(jsonb_build_object('officer', o.id, 'name', o.name, 'nameEn', o.name_en) order by o.id)
                      from officer o where o.unit = u.id), '[]'))
  from unit u join organisation s on s.id = u.organisation left join organisation p on p.id = s.parent
  where u.id = told_unit.id
$$;
