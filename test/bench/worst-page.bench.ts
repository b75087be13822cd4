import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { machineFromNow } from './machine.ts';

/**
 * 64 concurrent readers of the worst possible pages: 900 comments of 10,000 characters, in threads, with the texts that
 * are longest as HTML, JSON and UTF-8. The process has a heap of 512 MB. Meanwhile another client requests small
 * things. The peak memory of the process comes from the kernel.
 */
const readers = 64;
const rounds = 3;
const site = '/v1/sites/default';
const article = `${site}/articles/worst`;
const texts = ['>\n\n- ', '<', '"\n', '你', '&', '\u0001', '\\', '😀'].map((piece) =>
  piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000),
);

interface Posted {
  readonly comment: { readonly id: string };
  readonly position: string;
}

async function main(): Promise<void> {
  const machine = machineFromNow();
  const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
  const service = await start(dataDir);
  try {
    const deepest = await fill(service.url);
    const first = await fetch(`${service.url}${article}/comments?limit=100`);
    const cursors = await cursorsOf(service.url);
    const figures = [];
    for (const [what, path] of Object.entries(questions(deepest, cursors)))
      figures.push(await load(what, service, (n) => `${service.url}${path(n)}`));
    console.table(figures);
    const bytes = Buffer.byteLength(await first.text());
    console.log(
      JSON.stringify({ ...machine(), heapMB: 512, onePageOf100: bytes, mostMemoryMB: service.mostMemory(), figures }),
    );
  } finally {
    await service.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The request of each reader; those of one kind run concurrently. */
const questions = (deepest: string, cursors: readonly string[]): Record<string, (n: number) => string> => ({
  'one page': () => `${article}/comments?limit=100`,
  'pages of every size': (n) => `${article}/comments?limit=${1 + (n % 100)}&sort=${['oldest', 'newest', 'top'][n % 3]}`,
  'pages from everywhere': (n) => `${article}/comments?limit=100&cursor=${cursors[n % cursors.length]}`,
  'pages that no cache has': (n) => `${article}/comments?limit=100&depth=${n % 100}&sort=newest&x=${n}`,
  documents: (n) => `${article}/embed?sort=${['oldest', 'newest', 'top'][n % 3]}`,
  fragments: (n) => `${article}/embed?fragment&lang=x-${n}`,
  'documents with a linked comment': () => `${article}/embed?reply=${deepest}`,
  'feeds of an article': () => `${article}/feed.atom`,
  'feeds of the site': () => `${site}/feed.rss`,
  permalinks: () => `${site}/comments/${deepest}`,
});

async function load(what: string, service: Service, urlOf: (n: number) => string) {
  const others = { waits: [] as number[], done: false };
  const asking = askForSmallThings(service.url, others);
  const began = performance.now();
  const cpu = await service.cpuSeconds();
  let [most, failed, count] = [0, 0, 0];
  for (let round = 0; round < rounds; round++) {
    const answers = await Promise.all(
      Array.from({ length: readers }, async (_, n) => {
        const answer = await fetch(urlOf(round * readers + n));
        return { ok: answer.ok, bytes: (await answer.arrayBuffer()).byteLength };
      }),
    );
    count += answers.length;
    failed += answers.filter(({ ok }) => !ok).length;
    most = Math.max(most, ...answers.map(({ bytes }) => bytes));
  }
  const seconds = (performance.now() - began) / 1000;
  const cpuMs = Math.round(((await service.cpuSeconds()) - cpu) * 1000) / count;
  others.done = true;
  await asking;
  const waits = others.waits.toSorted((a, b) => a - b);
  return {
    what,
    largestKB: Math.round(most / 1000),
    failed,
    perSecond: Math.round(count / seconds),
    cpuMsEach: Number(cpuMs.toFixed(1)),
    othersP50: Math.round(waits[waits.length >> 1] ?? 0),
    othersWorst: Math.round(waits.at(-1) ?? 0),
    memoryMB: service.mostMemory(),
  };
}

/** Small requests, one after the other, as in normal operation. */
async function askForSmallThings(url: string, others: { waits: number[]; done: boolean }): Promise<void> {
  const small = [`${site}/counts?article=other`, `${site}/articles/other/comments`, '/health/live', '/widget.js'];
  for (let n = 0; !others.done; n++) {
    const began = performance.now();
    const answer = await fetch(url + small[n % small.length]);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${small[n % small.length]} answered ${answer.status}`);
    others.waits.push(performance.now() - began);
  }
}

/** 300 top-level comments, each with a reply and a reply to that, and one thread of maximum depth. */
async function fill(url: string): Promise<string> {
  let position = '0';
  const post = async (body: string, parentId?: string): Promise<string> => {
    const answer = await fetch(`${url}${article}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ body, author: { name: 'Bench' }, ...(parentId !== undefined && { parentId }) }),
    });
    if (!answer.ok) throw new Error(`posting answered ${answer.status}: ${await answer.text()}`);
    const posted = (await answer.json()) as Posted;
    position = posted.position;
    return posted.comment.id;
  };
  const text = (n: number): string => `${texts[n % texts.length]}`.slice(0, 9990) + n;
  for (let n = 0; n < 300; n += 10)
    await Promise.all(
      Array.from({ length: 10 }, async (_, at) => {
        const root = await post(text(n + at));
        await post(text(n + at + 1), await post(text(n + at + 2), root));
      }),
    );
  let deepest: string | undefined;
  for (let n = 0; n < 60; n++) deepest = await post(text(n), deepest);
  for (let stale: string | null = 'true'; stale !== null;)
    stale = (await fetch(`${url}${article}/comments?limit=1&after=${position}`)).headers.get('x-stale');
  return deepest ?? '';
}

async function cursorsOf(url: string): Promise<string[]> {
  const cursors: string[] = [];
  for (let cursor: string | null = ''; cursor !== null && cursors.length < readers;) {
    const page = (await (await fetch(`${url}${article}/comments?limit=5${cursor && `&cursor=${cursor}`}`)).json()) as {
      nextCursor: string | null;
      comments: { nextReplies?: string }[];
    };
    cursors.push(...page.comments.flatMap(({ nextReplies }) => nextReplies ?? []));
    cursor = page.nextCursor;
    if (cursor !== null) cursors.push(cursor);
  }
  return cursors.filter((one) => one.startsWith('o'));
}

type Service = Awaited<ReturnType<typeof start>>;

async function start(dataDir: string) {
  const child = spawn(process.execPath, ['--max-old-space-size=512', 'dist/apps/standalone/src/main.js'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', RATE_LIMITS: 'off', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [found] = /http:\/\/[\w.:]+/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    url,
    /** Peak resident memory in MB, as Linux counts it. */
    mostMemory: () =>
      Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024),
    cpuSeconds: async () =>
      Number(/^process_cpu_seconds_total (\S+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]),
    stop: () => {
      child.kill('SIGTERM');
      return once(child, 'exit');
    },
  };
}

void main();
