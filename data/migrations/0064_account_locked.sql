-- An account is never deleted, for the log names it: whoever leaves is locked out.
alter table account add column locked_at timestamptz;

-- What the console itself changes it tells with what it was before; here is told what is done past it.
create or replace function tell_account() returns trigger language plpgsql as $$
begin
  -- Officers are shown under their unit's call sign.
  if new.role <> 'officer' and coalesce(current_setting('jianghe.actor', true), '') = '' then
    perform tell('account.changed', 'account/' || new.username, '{}',
      jsonb_build_object('person', jsonb_build_object('username', new.username, 'name', new.name, 'nameEn', new.name_en)));
  end if;
  return null;
end $$;

-- For the auditor: who changed units, officers and accounts, found without reading a year of positions' and tickets' events.
create index event_people on event (number) where kind in ('unit.added', 'unit.changed', 'unit.retired', 'unit.restored',
  'officer.added', 'officer.changed', 'account.added', 'account.changed', 'account.locked', 'account.unlocked', 'account.password');
