-- What likely duplicates and repeats are judged by: data that an administrator may change, never code.
create table confusable (
  one text not null references category,
  other text not null references category,
  primary key (one, other),
  check (one < other)
);

-- How far a place told by each source is from the truth, one standard deviation.
create table source_accuracy (
  source text primary key,
  metres double precision not null check (metres > 0)
);
insert into source_accuracy (source, metres) values
  ('patrol', 10), ('inspection', 10), ('video', 15), ('open311', 20), ('platform', 30), ('import', 30),
  ('desk', 40), ('partner', 40), ('hotline', 60), ('petition', 80);

-- From how many complaints about one problem, or about one category at one place, within how many days, supervision is raised.
create table repeat_rule (
  single boolean primary key default true check (single),
  complaints int not null default 3 check (complaints > 1),
  days int not null default 90 check (days > 0),
  metres double precision not null default 50 check (metres > 0)
);
insert into repeat_rule default values;
