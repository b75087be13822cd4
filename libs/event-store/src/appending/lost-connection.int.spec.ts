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
let direct: EventLog;

beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  proxy = await TcpProxy.start({ host: url.hostname, port: Number(url.port) });
  url.port = `${proxy.port}`;
  url.searchParams.delete('host'); // by TCP, because the proxy cannot forward a Unix socket
  remoteUrl = url.href;
  remote = logs.open(remoteUrl);
  direct = logs.open(database.url);
  await remote.append(anAppend()); // opens the connection
});

afterAll(async () => {
  await logs.close();
  await proxy.close();
  await database.drop();
});

const eventsOf = async ({ streamId }: AppendRequest): Promise<number> => (await direct.readStream(streamId)).length;

const failure = (append: Promise<unknown>): Promise<unknown> => append.catch((error: unknown) => error);

describe('an append whose connection breaks', () => {
  it('has an unknown outcome, and is stored once when repeated, if the server never received it', async () => {
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

  it('has an unknown outcome, and is stored once when repeated, if only the answer was lost', async () => {
    const request = anAppend({ idempotency: aKey() });
    proxy.swallow('to-client');
    const lost = failure(remote.append(request));
    await until('the server has committed', async () => (await eventsOf(request)) === 1);
    proxy.cut();
    expect(await lost).toBeInstanceOf(OutcomeUnknown);
    expect(await remote.append(request)).toMatchObject({ kind: 'replayed', result: request.idempotency!.result });
    expect(await eventsOf(request)).toBe(1);
  });

  it('leaves waiting requests to the next connection', async () => {
    proxy.swallow('to-client');
    const lost = failure(remote.append(anAppend()));
    const head = await direct.head();
    await until('the server has committed', async () => (await direct.head()) > head || proxy.swallowed > 0);
    const waiting = Array.from({ length: 5 }, () => remote.append(anAppend()));
    proxy.cut();
    expect(await lost).toBeInstanceOf(OutcomeUnknown);
    expect((await Promise.all(waiting)).map(({ kind }) => kind)).toEqual(Array<string>(5).fill('appended'));
  });

  it('has an unknown outcome if no answer arrives, and reconnects', async () => {
    const impatient = logs.open(remoteUrl, { answerWithin: 300 });
    const request = anAppend({ idempotency: aKey() });
    await impatient.append(anAppend());
    proxy.swallow('to-client');
    await expect(impatient.append(request)).rejects.toThrow(OutcomeUnknown);
    proxy.release();
    expect(await impatient.append(request)).toMatchObject({ kind: 'replayed' });
  });

  it('succeeds or reports an unknown outcome if an idle connection broke, and reconnects', async () => {
    await remote.append(anAppend());
    proxy.cut();
    const outcome = await failure(remote.append(anAppend()));
    expect(outcome instanceof OutcomeUnknown || (outcome as { kind: string }).kind === 'appended').toBe(true);
    expect(await remote.append(anAppend())).toMatchObject({ kind: 'appended' });
  });
});
