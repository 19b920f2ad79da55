-- Names and crews are on the board and change by whoever administers the database: each change is an event, so that replay
-- shows whom a call sign and a username meant then. A trigger, for no writer can forget it.
create function tell(kind text, subject text, units int[], body jsonb) returns void language plpgsql as $$
declare n bigint;
begin
  update event_counter set last = last + 1 returning last into n;
  insert into event (number, happened, received, actor, kind, subject, units, body)
  values (n, date_trunc('milliseconds', clock_timestamp()), date_trunc('milliseconds', clock_timestamp()), 'database', kind,
    subject, units, body);
  perform pg_notify('event', n::text);
end $$;

create function tell_account() returns trigger language plpgsql as $$
begin
  -- Officers are shown under their unit's call sign.
  if new.role <> 'officer' then
    perform tell('account.changed', 'account/' || new.username, '{}',
      jsonb_build_object('person', jsonb_build_object('username', new.username, 'name', new.name, 'nameEn', new.name_en)));
  end if;
  return null;
end $$;
create trigger account_told after update of name, name_en, role on account for each row
  when ((old.name, old.name_en, old.role) is distinct from (new.name, new.name_en, new.role)) execute function tell_account();

-- A unit as the board tells it.
create function told_unit(id int) returns jsonb stable language sql as $$
  select jsonb_build_object('id', u.id, 'version', u.version, 'code', u.code, 'name', u.name, 'nameEn', u.name_en,
    'kind', u.kind, 'organisation', u.organisation, 'squad', s.name, 'squadEn', s.name_en,
    'district', case when s.kind = 'district' then s.code when p.kind = 'district' then p.code end,
    'duty', u.duty, 'tags', u.tags, 'sos', u.sos,
    'crew', coalesce((select jsonb_agg(jsonb_build_object('officer', o.id, 'name', o.name, 'nameEn', o.name_en) order by o.id)
                      from officer o where o.unit = u.id), '[]'))
  from unit u join organisation s on s.id = u.organisation left join organisation p on p.id = s.parent
  where u.id = told_unit.id
$$;

create function tell_crew() returns trigger language plpgsql as $$
declare crew int;
begin
  for crew in select distinct u from unnest(array[old.unit, new.unit]) as u where u is not null order by u loop
    update unit set version = version + 1 where id = crew;
    perform tell('unit.crew', 'unit/' || crew, array[crew], jsonb_build_object('unit', told_unit(crew)));
  end loop;
  return null;
end $$;
create trigger officer_told after update of name, name_en, unit on officer for each row
  when ((old.name, old.name_en, old.unit) is distinct from (new.name, new.name_en, new.unit)) execute function tell_crew();
