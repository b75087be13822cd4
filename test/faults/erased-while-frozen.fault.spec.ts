import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { leaseMs } from '#event-store/keys/erasure-lease';
import { suspend } from '#scripts/kafka/suspend';
import type { EventLog } from '#event-store/event-log';
import { Keyring } from '#event-store/keys/keyring';
import { aPersonalEvent, anAppend } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { TcpProxy } from '#test/support/network/tcp-proxy';
import { until } from '#test/support/time/until';

const text = 'soon forgotten';

let database: TestDatabase;
let proxy: TcpProxy;
let logs: EventLogs;
let log: EventLog;
let subjectId: string;
let child: ChildProcess;
/** Output of the other process: one line for each time that it opened the event. */
let lines: string[];

beforeEach(async () => {
  database = await createTestDatabase();
  const key = randomBytes(32);
  logs = new EventLogs(new Keyring(key));
  log = logs.open(database.url);
  subjectId = uuidv7();
  await log.append(anAppend({ events: [aPersonalEvent(subjectId, text)] }));
  const url = new URL(database.url);
  proxy = await TcpProxy.start({ host: url.hostname, port: Number(url.port) });
  url.port = `${proxy.port}`;
  url.searchParams.delete('host'); // by TCP, not by the server's socket
  child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../support/processes/programs/open-again-and-again.cjs')],
    {
      env: { ...process.env, DATABASE_URL: url.href, ENCRYPTION_KEY: key.toString('base64') },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  lines = [];
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  await until('it opens the event', () => lines.filter((line) => line === text).length > 3);
});

afterEach(async () => {
  child.kill('SIGKILL');
  await logs.close();
  await proxy.close();
  await database.drop();
});

it('a process that was frozen during an erasure cannot read the erased data when it resumes', async () => {
  suspend(Number(child.pid));
  await log.eraseSubject(subjectId, 'default');
  await delay(leaseMs); // the lease must expire
  const before = lines.length;
  child.kill('SIGCONT');
  await until('it resumes', () => lines.slice(before).includes('nothing'));
  // Lines from an event opened before the freeze, and lines already in the pipe.
  const late = lines.slice(before, lines.indexOf('nothing', before));
  expect(late.filter((line) => line === text).length).toBeLessThanOrEqual(3);
  await until('it has opened it often', () => lines.slice(before).filter((line) => line === 'nothing').length > 20);
  expect(lines.slice(lines.indexOf('nothing', before))).not.toContain(text);
});

it('a process that is cut off from the database during an erasure cannot read the erased data after a second', async () => {
  proxy.swallow('to-server');
  const swallowed = proxy.swallowed;
  await log.eraseSubject(subjectId, 'default');
  await until('it asks who was erased', () => proxy.swallowed > swallowed);
  const before = lines.length;
  await delay(leaseMs);
  expect(lines.slice(before)).not.toContain(text);
  proxy.cut();
  await until('it knows', () => lines.slice(before).includes('nothing'));
  expect(lines.slice(before)).not.toContain(text);
});

it('a healthy process cannot read erased data after a second', async () => {
  await log.eraseSubject(subjectId, 'default');
  await delay(leaseMs);
  const before = lines.length;
  await until('it has opened it often', () => lines.slice(before).filter((line) => line === 'nothing').length > 20);
  // Lines that were already in the pipe.
  expect(lines.slice(before).filter((line) => line === text).length).toBeLessThanOrEqual(3);
});
