import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { ReadModelTables } from '#test/support/read-models/read-model-tables';
import { inLazyTransaction } from './checkpoints.ts';
import { projectionNamed } from './all-projections.ts';
import { dropRetiredViews, retiredViews, serve } from './serve.ts';

describe('the views that readers use', () => {
  let database: TestDatabase;
  let tables: ReadModelTables;
  let reader: Client;

  beforeEach(async () => {
    database = await createTestDatabase();
    tables = new ReadModelTables(database.url, [projectionNamed('article'), projectionNamed('thread')]);
    await tables.create();
    reader = new Client({ connectionString: database.url });
    await reader.connect();
  });
  afterEach(async () => {
    await reader.end();
    await tables.close();
    await database.drop();
  });

  const insert = (schema: string) =>
    tables.pool.query(
      `insert into ${schema}.articles (site_id, article_id, comment_count, position) values ('default', '${schema}', 0, 1)`,
    );
  const read = async (): Promise<unknown[]> => {
    const { rows } = await reader.query<{ article_id: string }>({
      name: 'read-articles',
      text: 'select article_id from read.articles',
    });
    return rows.map((row) => row.article_id);
  };

  it('show the next generation to a prepared statement at once, even while a transaction locks them', async () => {
    await insert('article_g1');
    expect(await read()).toEqual(['article_g1']);
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('begin; lock table read.articles, read.comments in access share mode');
    await tables.create(2);
    await insert('article_g2');
    expect(await read()).toEqual(['article_g2']);
    await holder.end();
  });

  it('are unchanged while the same generations serve', async () => {
    await inLazyTransaction(tables.pool, serve);
    expect(await retiredViews(tables.pool)).toEqual([]);
  });

  it('keep the grants of operators', async () => {
    const role = `analyst_${process.pid}_${Date.now()}`;
    await reader.query(
      `create role ${role}; grant usage on schema read to ${role}; grant select on read.articles to ${role}`,
    );
    try {
      await tables.create(2);
      await reader.query(`set role ${role}`);
      expect(await read()).toEqual([]);
      await expect(reader.query('select from read.comments')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await reader.query(`reset role; drop owned by ${role}; drop role ${role}`);
    }
  });

  it('are not dropped while another view depends on them', async () => {
    await tables.pool.query('create view public.own as select article_id from read.articles');
    await tables.create(2);
    const [retired = ''] = await retiredViews(tables.pool);
    const drop = (): Promise<void> =>
      inLazyTransaction(tables.pool, (transaction) => dropRetiredViews(transaction, retired));
    await expect(drop()).rejects.toMatchObject({ code: '2BP01' });
    await tables.pool.query('drop view public.own');
    await drop();
  });
});
