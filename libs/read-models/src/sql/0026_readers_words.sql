-- Articles of an older version have one address and one title, whoever said them. They are served until the read model is built anew, which this version does
-- at its start: until then all of them count as a reader's, so that none is taken for the publisher's.
do $$
declare
  generation text;
begin
  for generation in select schemaname from pg_tables where tablename = 'articles' and schemaname ~ '^article_g\d+$'
  loop
    execute format('alter table %I.articles add column if not exists reader_url text, add column if not exists reader_title text', generation);
    execute format('update %I.articles set reader_url = url, reader_title = title, url = null, title = null where url is not null or title is not null', generation);
  end loop;
  select table_schema into generation from information_schema.view_table_usage where view_schema = 'read' and view_name = 'articles';
  if generation is not null then
    execute format('create or replace view read.articles as select * from %I.articles', generation);
  end if;
end
$$;
