import { Client } from 'pg';
import { readConfig } from '#platform/config';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { deskLink, LinkRequest } from './desk-link.ts';

describe('a link to the desk', () => {
  let database: TestDatabase;
  const directory = temporaryDirectory();
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    removeDirectory(directory);
  });

  const link = (...site: string[]) =>
    deskLink(
      readConfig({ DATABASE_URL: database.url, DATA_DIR: directory, SITES: 'sport' }),
      LinkRequest.parse({ site }),
    );
  const stored = async (): Promise<number> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rowCount } = await client.query('select from desk_links');
    await client.end();
    return rowCount ?? 0;
  };

  it('is created for sites that exist', async () => {
    expect(await link('sport', 'default')).toMatch(/\/desk\/sign-in#/);
    expect(await stored()).toBe(1);
  });

  it('is refused for an unknown site, with a list of the sites', async () => {
    const before = await stored();
    await expect(link('sport', 'sprot')).rejects.toThrow('--site: unknown site sprot. Use one of: default, sport.');
    expect(await stored()).toBe(before);
  });
});
