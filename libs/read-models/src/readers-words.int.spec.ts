import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';

const migration = readFileSync(join(import.meta.dirname, 'sql/0026_readers_words.sql'), 'utf8');

describe('articles stored by an older version', () => {
  let database: TestDatabase;
  let client: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(`
      create schema article_g3;
      create table article_g3.articles (site_id text, article_id text, url text, title text, open boolean, comment_count int);
      insert into article_g3.articles values ('default', 'a', 'https://evil.example', 'Evil', true, 2), ('default', 'b', null, null, true, 1);
      create view read.articles as select * from article_g3.articles`);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it("are converted for this version, with their titles and addresses as readers' values", async () => {
    await client.query(migration);
    const { rows } = await client.query(
      'select article_id, url, title, reader_url, reader_title, comment_count from read.articles order by article_id',
    );
    const nothing = { url: null, title: null };
    expect(rows).toEqual([
      { article_id: 'a', ...nothing, reader_url: 'https://evil.example', reader_title: 'Evil', comment_count: 2 },
      { article_id: 'b', ...nothing, reader_url: null, reader_title: null, comment_count: 1 },
    ]);
  });
});
