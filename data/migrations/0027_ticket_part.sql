-- A ticket on the water line has a shore part and a water part. What they are follows from its place, its category and who
-- was sent; only that a dispatcher dropped a part, and why, is kept. In these categories both parts are asked for from the start.
create table water_line_category (
  category text primary key
);
insert into water_line_category values ('0105'), ('0111'), ('0114'), ('2110'), ('2111');

insert into threshold (name, value, unit) values ('water_line.metres', 30, 'metres');

create table ticket_part_drop (
  ticket int not null references ticket,
  part text not null check (part in ('shore', 'water')),
  at bigint not null,
  by text not null,
  reason text not null,
  primary key (ticket, part)
);
