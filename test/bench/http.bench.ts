import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import autocannon from 'autocannon';
import { machineFromNow, stolenFromNow } from './machine.ts';

/**
 * The service over HTTP, on an embedded PostgreSQL with fsync on. The load runs on the same machine, which affects the
 * figures.
 */
const seconds = Number(process.env['BENCH_SECONDS'] ?? 8);
const connections = 64;
const path = '/v1/sites/default';

interface Figure {
  what: string;
  perSecond: number;
  p50: number;
  p99: number;
  failed: number;
  /** CPU of the service's Node process per request, which is independent of other load on the machine. */
  cpuMicros: number;
  stolen: number | null;
}

async function main(): Promise<void> {
  const machine = machineFromNow();
  const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
  const service = await start('dist/apps/standalone/src/main.js', {
    DATA_DIR: dataDir,
    PORT: '0',
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'warn',
  });
  try {
    const figures: Figure[] = [];
    await fill(service.url);
    figures.push(
      await load('thread page of 50, hot article', service.url, { path: `${path}/articles/hot/comments?limit=50` }),
    );
    figures.push(
      await load('thread page of 50, 100 articles', service.url, {
        requests: spread((n) => ({ path: `${path}/articles/read-${n}/comments?limit=50` })),
      }),
    );
    figures.push(await load('count of one article', service.url, { path: `${path}/counts?article=hot` }));
    figures.push(await load('counts of 20 articles', service.url, { path: `${path}/counts?${twenty}` }));
    figures.push(
      await load('posts, spread over 100 articles', service.url, { requests: spread((n) => posting(`post-${n}`)) }),
    );
    figures.push(await load('posts, all to one article', service.url, posting('one')));
    console.table(figures);
    console.log(
      JSON.stringify({
        ...machine(),
        fsync: 'on',
        connections,
        seconds,
        idleMemoryMB: service.idleMemoryMB,
        figures,
      }),
    );
  } finally {
    await service.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const twenty = Array.from({ length: 20 }, (_, n) => `article=read-${n}`).join('&');
const spread = (make: (n: number) => autocannon.Request): autocannon.Request[] =>
  Array.from({ length: 100 }, (_, n) => make(n));
const text =
  'The tunnel takes forty minutes in the morning, and the council does not seem to drive. Has anyone asked the bus drivers what they think of it? They would have told you this in a minute, I am sure.';
const posting = (article: string): autocannon.Request => ({
  method: 'POST',
  path: `${path}/articles/${article}/comments`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ body: text, author: { name: 'Bench' } }),
});

async function load(
  what: string,
  url: string,
  options: Partial<autocannon.Options> & autocannon.Request,
): Promise<Figure> {
  const { path: target = '', ...rest } = options;
  const [before, stolen] = [await cpuSeconds(url), stolenFromNow()];
  const result = await autocannon({ url: `${url}${target}`, connections, duration: seconds, ...rest });
  const { requests, latency, non2xx, errors } = result;
  const cpuMicros = Math.round((((await cpuSeconds(url)) - before) * 1e6) / requests.total);
  return {
    what,
    perSecond: Math.round(requests.average),
    p50: latency.p50,
    p99: latency.p99,
    failed: non2xx + errors,
    cpuMicros,
    stolen: stolen(),
  };
}

const cpuSeconds = (url: string): Promise<number> => metric(url, 'process_cpu_seconds_total');

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

async function fill(url: string): Promise<void> {
  await autocannon({ url, connections: 32, amount: 10_000, ...posting('hot') });
  await autocannon({ url, connections: 32, amount: 5_000, requests: spread((n) => posting(`read-${n}`)) });
  for (;;) {
    const health = (await (await fetch(`${url}/health/ready`)).json()) as {
      projections?: Record<string, { lag: number }>;
    };
    if (health.projections && Object.values(health.projections).every(({ lag }) => lag === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function start(file: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [found] = /http:\/\/\S+/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    url,
    idleMemoryMB: Math.round((await metric(url, 'process_resident_memory_bytes')) / 1e6),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

void main();
