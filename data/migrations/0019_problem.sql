-- One problem, many complaints: tickets about the same thing are fused under a lead, and repeated complaints raise supervision.
create extension if not exists pg_trgm;

-- Words as trigrams can compare them. In a database of locale C pg_trgm sees ASCII only, so each Chinese character becomes
-- three letters of its own (scattered, that neighbours in Unicode do not look alike); what every clerk writes is left out.
create function comparable_words(words text) returns text immutable parallel safe language sql as $$
  select coalesce(string_agg(case
      when n between 19968 and 40959 then
        substr(digits, code / 1296 + 1, 1) || substr(digits, code / 36 % 36 + 1, 1) || substr(digits, code % 36 + 1, 1)
      when c ~ '[a-z0-9]' then c else ' ' end, '' order by place), '')
  from (
    select c, place, ascii(c) as n, (ascii(c) - 19968) * 7919 % 46656 as code, '0123456789abcdefghijklmnopqrstuvwxyz' as digits
    from regexp_split_to_table(regexp_replace(regexp_replace(lower(normalize(words, nfkc)),
        '市民反映|来电人(表示|反映)?|(视频)?巡查发现|(要求|希望)[^，。]{0,8}处理', ' ', 'g'),
      '([一-鿿]+)', ' \1 ', 'g'), '') with ordinality as letter (c, place)
    where c <> ''
  ) letters
$$;

alter table ticket
  -- The ticket this one was fused into, and the state that splitting gives it back.
  add column lead int references ticket,
  add column merged_from text,
  -- Who complained, unreadable: a hash with the key below. Null: not known.
  add column complainant text,
  add column if not exists supervised jsonb,
  add column words text generated always as (comparable_words(text || ' ' || address)) stored,
  drop constraint ticket_state_check,
  add constraint ticket_state_check check (state in ('collecting', 'filed', 'dispatched', 'handling', 'reported',
    'suspended', 'transferred', 'closed', 'cancelled', 'returned', 'merged')),
  add constraint ticket_merged_has_lead check (state <> 'merged' or (lead is not null and merged_from is not null)),
  add constraint ticket_leads_another check (lead <> id);
create index ticket_lead on ticket (lead) where lead is not null;

-- Without a key a telephone number could be found from its hash by trying all of them.
create table complainant_key (
  single boolean primary key default true check (single),
  key text not null default gen_random_uuid()::text
);
insert into complainant_key default values;
