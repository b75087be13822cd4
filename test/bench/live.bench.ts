import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { machineFromNow } from './machine.ts';

/**
 * A thousand readers with one article open: memory for their streams, and the time until a new comment reaches the last
 * of them. In addition, the server CPU for a hundred counts in one call. The built service runs in a process of its
 * own, on an embedded PostgreSQL with fsync on.
 */
const streams = Number(process.env['BENCH_STREAMS'] ?? 1000);
const site = '/v1/sites/default';

async function main(): Promise<void> {
  const machine = machineFromNow();
  const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
  const service = await start(dataDir);
  try {
    const before = await memoryMB(service.url);
    const readers = await openAll(service.url);
    const after = await memoryMB(service.url);
    const reached: number[] = [];
    for (let n = 0; n < 10; n++) reached.push(await timeToReachAll(service.url, readers, `Comment ${n}`));
    for (const reader of readers) reader.close();
    const counts = await cpuOfCounts(service.url);
    console.log(
      JSON.stringify({
        ...machine(),
        streams,
        memoryMB: { before, after, streams: after - before },
        newCommentReachesAllMs: { median: Math.round(median(reached)), worst: Math.round(Math.max(...reached)) },
        countsOf100: counts,
      }),
    );
  } finally {
    await service.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Reader {
  /** Resolves once the stream has sent a text. */
  receives(text: string): Promise<void>;
  close(): void;
}

async function openAll(url: string): Promise<Reader[]> {
  const readers: Reader[] = [];
  for (let opened = 0; opened < streams; opened += 50) {
    readers.push(...(await Promise.all(Array.from({ length: 50 }, () => openStream(url)))));
  }
  return readers;
}

async function openStream(url: string): Promise<Reader> {
  const request = get(`${url}${site}/articles/hot/live`);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let waits: { text: string; done: () => void } | undefined;
  response.setEncoding('utf8').on('data', (chunk: string) => {
    if (waits && chunk.includes(waits.text)) waits.done();
  });
  response.on('error', () => undefined);
  return {
    receives: (text) =>
      new Promise((done) => {
        waits = { text: `"${text}"`, done };
      }),
    close: () => void request.destroy(),
  };
}

async function timeToReachAll(url: string, readers: readonly Reader[], text: string): Promise<number> {
  const all = Promise.all(readers.map((reader) => reader.receives(text)));
  const started = performance.now();
  await fetch(`${url}${site}/articles/hot/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ body: text, author: { name: 'Bench' } }),
  });
  await all;
  return performance.now() - started;
}

/** With `after`, counts are assembled for each call; without it, repeated calls are answered from the cache. */
async function cpuOfCounts(url: string): Promise<Record<string, number>> {
  const query = Array.from({ length: 100 }, (_, n) => `article=a-${n}`).join('&');
  const cost = async (suffix: string): Promise<number> => {
    const calls = 500;
    const before = await metric(url, 'process_cpu_seconds_total');
    for (let n = 0; n < calls; n++) await (await fetch(`${url}${site}/counts?${query}${suffix}`)).text();
    return Math.round(((await metric(url, 'process_cpu_seconds_total')) - before) * 1e6) / calls / 1000;
  };
  return { rememberedCpuMs: await cost(''), assembledCpuMs: await cost('&after=0') };
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

const memoryMB = async (url: string): Promise<number> =>
  Math.round((await metric(url, 'process_resident_memory_bytes')) / 1e6);

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

async function start(dataDir: string): Promise<{ url: string; stop: () => Promise<unknown> }> {
  const child: ChildProcess = spawn(process.execPath, ['dist/apps/standalone/src/main.js'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', RATE_LIMITS: 'off', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
    lines.on('line', (line) => {
      const [found] = /http:\/\/[\w.:]+/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    url,
    stop: () => {
      child.kill('SIGTERM');
      return once(child, 'exit');
    },
  };
}

void main();
