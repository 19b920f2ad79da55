-- A ticket keeps what the law said about it when it happened: a rule that changes later does not judge it anew.
alter table ticket add column law jsonb;
