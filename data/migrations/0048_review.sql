-- Moments pinned for a review, each with what was on the screen as the address that shows it again, and the playlists (讲评) they are
-- put in. Nothing is deleted: what was removed can be put back, and the log has every version.
create table pin (
  id int primary key generated always as identity,
  version int not null default 1,
  at timestamptz not null,
  address text not null,
  note text not null,
  tags text[] not null default '{}',
  ticket int references ticket,
  made_by text not null,
  made_at timestamptz not null,
  removed boolean not null default false
);
create table playlist (
  id int primary key generated always as identity,
  version int not null default 1,
  name text not null,
  pins int[] not null default '{}',
  made_by text not null,
  made_at timestamptz not null,
  removed boolean not null default false
);
