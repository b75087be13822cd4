import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { TcpProxy } from '#test/support/network/tcp-proxy';
import { until } from '#test/support/time/until';
import { isDisconnection } from './disconnection.ts';
import { survivingPool } from './postgres.ts';

let database: TestDatabase;
let proxy: TcpProxy;
let url: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const place = new URL(database.url);
  proxy = await TcpProxy.start({ host: place.hostname, port: Number(place.port) });
  place.port = String(proxy.port);
  place.searchParams.delete('host'); // by TCP, not by the server's socket
  url = place.href;
});
afterAll(async () => {
  await proxy.close();
  await database.drop();
});

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

async function connected(): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('a disconnection is detected', () => {
  it('if the connection breaks during a statement, and for each statement after that', async () => {
    const client = await connected();
    const swallowed = proxy.swallowed;
    proxy.swallow('to-server');
    const failure = failureOf(client.query('select 1'));
    await until('the statement was sent', () => proxy.swallowed > swallowed);
    proxy.cut();
    expect(isDisconnection(await failure)).toBe(true);
    expect(isDisconnection(await failureOf(client.query('select 1')))).toBe(true);
  });

  it('if a statement follows after `end`', async () => {
    const client = await connected();
    await client.end();
    expect(isDisconnection(await failureOf(client.query('select 1')))).toBe(true);
  });

  it('if `end` is called during a statement', async () => {
    const client = await connected();
    const failure = failureOf(client.query('select pg_sleep(10)'));
    await client.end();
    expect(isDisconnection(await failure)).toBe(true);
  });

  it('if every connection of a pool stays in use for too long', async () => {
    const pool = survivingPool({ connectionString: url, max: 1, connectionTimeoutMillis: 500 });
    const lent = await pool.connect();
    expect(isDisconnection(await failureOf(pool.query('select 1')))).toBe(true);
    lent.release();
    await pool.end();
  });

  it('if a server accepts the connection and never responds, for a pool and a client', async () => {
    const silent = createServer((socket) => void socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const connectionString = `postgres://user@127.0.0.1:${(silent.address() as AddressInfo).port}/nothing`;
    const settings = { connectionString, connectionTimeoutMillis: 20 };
    const pool = survivingPool({ ...settings, max: 1 });
    expect(isDisconnection(await failureOf(pool.query('select 1')))).toBe(true);
    const client = new Client(settings);
    client.on('error', () => undefined);
    expect(isDisconnection(await failureOf(client.connect()))).toBe(true);
    await pool.end();
    silent.close();
  });
});

describe('no disconnection', () => {
  it('is reported for errors from the server or bugs in the program', async () => {
    const client = await connected();
    expect(isDisconnection(await failureOf(client.query('select 1 / 0')))).toBe(false);
    await client.end();
    expect(isDisconnection(new TypeError('x is undefined'))).toBe(false);
    expect(isDisconnection('Connection terminated')).toBe(false);
  });
});
