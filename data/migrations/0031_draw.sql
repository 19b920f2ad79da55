-- Random draws of objects and officers (双随机), kept with all that went in, so that anyone can draw again and compare.
create table draw (
  id int primary key generated always as identity,
  at timestamptz not null,
  by text not null,
  algorithm text not null,
  seed text not null,
  -- What was asked for, in the words of the request.
  asked jsonb not null,
  -- JSON lists of what could be drawn, as they were hashed: to be read again letter by letter.
  objects text not null,
  officers text not null,
  inputs_hash text not null,
  result jsonb not null,
  -- Of the objects drawn, how many were inspected sooner than their interval allows, and why all the same.
  too_soon int not null,
  reason text
);
