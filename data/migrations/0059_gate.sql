-- The code that a gate's screen shows is made of this and the time; it leaves the server in no answer and no event.
alter table operation add column gate_secret bytea not null default uuid_send(gen_random_uuid());
