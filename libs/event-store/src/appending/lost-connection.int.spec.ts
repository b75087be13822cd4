import { aKey, anAppend } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { TcpProxy } from '#test/support/network/tcp-proxy';
import { until } from '#test/support/time/until';
import type { AppendRequest } from './append.ts';
import { OutcomeUnknown } from '../append-errors.ts';
import type { EventLog } from '../event-log.ts';

const logs = new EventLogs();
let database: TestDatabase;
let proxy: TcpProxy;
let remoteUrl: string;
let remote: EventLog;
let beside: EventLog;

beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  proxy = await TcpProxy.start({ host: url.hostname, port: Number(url.port) });
  url.port = `${proxy.port}`;
  url.searchParams.delete('host'); // by TCP, not by the server's socket
  remoteUrl = url.href;
  remote = logs.open(remoteUrl);
  beside = logs.open(database.url);
  await remote.append(anAppend()); // connected
});

afterAll(async () => {
  await logs.close();
  await proxy.close();
  await database.drop();
});

const eventsOf = async ({ streamId }: AppendRequest): Promise<number> => (await beside.readStream(streamId)).length;

const failure = (append: Promise<unknown>): Promise<unknown> => append.catch((error: unknown) => error);

describe('an append whose connection breaks', () => {
  it('is unknown to its caller, and happens once though it is repeated, when the server never got it', async () => {
    const request = anAppend({ idempotency: aKey() });
    proxy.swallow('to-server');
    const lost = failure(remote.append(request));
    const swallowed = proxy.swallowed;
    await until('the request is on the wire', () => proxy.swallowed > swallowed);
    proxy.cut();
    expect(await lost).toBeInstanceOf(OutcomeUnknown);
    expect(await eventsOf(request)).toBe(0);
    expect(await remote.append(request)).toMatchObject({ kind: 'appended' });
    expect(await eventsOf(request)).toBe(1);
  });

  it('is unknown to its caller, and happens once though it is repeated, when only the answer was lost', async () => {
    const request = anAppend({ idempotency: aKey() });
    proxy.swallow('to-client');
    const lost = failure(remote.append(request));
    await until('the server has committed', async () => (await eventsOf(request)) === 1);
    proxy.cut();
    expect(await lost).toBeInstanceOf(OutcomeUnknown);
    expect(await remote.append(request)).toMatchObject({ kind: 'replayed', result: request.idempotency!.result });
    expect(await eventsOf(request)).toBe(1);
  });

  it('leaves those who wait behind it to the next connection', async () => {
    proxy.swallow('to-client');
    const lost = failure(remote.append(anAppend()));
    const head = await beside.head();
    await until('the server has committed', async () => (await beside.head()) > head || proxy.swallowed > 0);
    const behind = Array.from({ length: 5 }, () => remote.append(anAppend()));
    proxy.cut();
    expect(await lost).toBeInstanceOf(OutcomeUnknown);
    expect((await Promise.all(behind)).map(({ kind }) => kind)).toEqual(Array<string>(5).fill('appended'));
  });

  it('is unknown to its caller when no answer comes, and goes on over another connection', async () => {
    const impatient = logs.open(remoteUrl, { answerWithin: 300 });
    const request = anAppend({ idempotency: aKey() });
    await impatient.append(anAppend());
    proxy.swallow('to-client');
    await expect(impatient.append(request)).rejects.toThrow(OutcomeUnknown);
    proxy.release();
    expect(await impatient.append(request)).toMatchObject({ kind: 'replayed' });
  });

  it('goes on when the connection broke while nobody used it', async () => {
    await remote.append(anAppend());
    proxy.cut();
    const outcome = await failure(remote.append(anAppend()));
    expect(outcome instanceof OutcomeUnknown || (outcome as { kind: string }).kind === 'appended').toBe(true);
    expect(await remote.append(anAppend())).toMatchObject({ kind: 'appended' });
  });
});
