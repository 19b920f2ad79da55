-- Each event carries the SHA-256 of the hash before it and of its own content: whoever changes, drops or slips in an entry
-- breaks the chain there. The counter, which every writer holds anyway, keeps the newest hash.
alter table event add column hash bytea;
alter table event_counter add column head bytea not null default '\x';

-- Whatever may not be changed unseen, always the same bytes for the same entry.
create function event_content(e event) returns bytea immutable language sql as $$
  select convert_to(jsonb_build_array(e.number, (extract(epoch from e.happened) * 1000000)::bigint,
    (extract(epoch from e.received) * 1000000)::bigint, e.actor, e.kind, e.subject, e.units, e.body)::text, 'UTF8')
$$;

do $$
declare entry event;
begin
  alter table event disable trigger event_append_only;
  for entry in select * from event order by number loop
    update event_counter set head = sha256(head || event_content(entry));
    update event set hash = (select head from event_counter) where number = entry.number;
  end loop;
  alter table event enable trigger event_append_only;
end $$;
alter table event alter column hash set not null;

create function chain_event() returns trigger language plpgsql as $$
begin
  update event_counter set head = sha256(head || event_content(new)) returning head into new.hash;
  return new;
end $$;
create trigger event_chained before insert on event for each row execute function chain_event();
