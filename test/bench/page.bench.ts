import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { launchBrowser } from '#test/support/browser/launch-browser';
import { serveHostPage } from '../../docker/host-page/host-page.mjs';
import { machineFromNow } from './machine.ts';

/**
 * The cost of the comments for their page: main-thread time of a real browser until an article with five comments, and
 * one with 10,000, shows its comments and reacts to clicks. The same page without the element is subtracted.
 */
const site = '/v1/sites/default';
const rounds = 9;

async function main(): Promise<void> {
  const machine = machineFromNow();
  const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
  const service = await start(dataDir);
  const host = await serveHostPage({ service: service.url });
  const browser = await launchBrowser();
  try {
    await fill(service.url, 'five', 5);
    await fill(service.url, 'huge', 10_000);
    const cost = async (article: string) => {
      const [bare, full] = [
        await measure(`${host.url}/article?article=${article}`, false),
        await measure(`${host.url}/article?article=${article}`, true),
      ];
      return {
        mainThreadMs: round(full.task - bare.task),
        ofThatScriptMs: round(full.script - bare.script),
        ofThatStyleAndLayoutMs: round(full.rendering - bare.rendering),
        threadAnsweredAfterMs: round(full.shown),
      };
    };
    const measure = async (url: string, withComments: boolean) => {
      const samples: Awaited<ReturnType<typeof visit>>[] = [];
      for (let n = 0; n < rounds; n++) samples.push(await visit(url, withComments));
      const middle = (key: keyof (typeof samples)[number]): number =>
        samples.map((one) => one[key]).toSorted((a, b) => a - b)[rounds >> 1] ?? 0;
      return { task: middle('task'), script: middle('script'), rendering: middle('rendering'), shown: middle('shown') };
    };
    const visit = async (url: string, withComments: boolean) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      if (!withComments) await page.route('**/widget.js', (route) => route.abort());
      const session = await context.newCDPSession(page);
      // CPU time of the thread: on a busy machine, wall time includes other processes.
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      await page.goto(url);
      // Every request to the page costs main-thread time, so there are none until it has long been idle.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const { metrics } = await session.send('Performance.getMetrics');
      const of = (name: string): number => 1000 * (metrics.find((one) => one.name === name)?.value ?? 0);
      const rendering = of('LayoutDuration') + of('RecalcStyleDuration');
      const shown = await page.evaluate<number>(lastAnswer);
      await context.close();
      return {
        task: of('TaskDuration') - of('DevToolsCommandDuration'),
        script: of('ScriptDuration'),
        rendering,
        shown,
      };
    };
    console.log(
      JSON.stringify({
        ...machine(),
        browser: browser.version(),
        fiveComments: await cost('five'),
        tenThousandComments: await cost('huge'),
      }),
    );
  } finally {
    await browser.close();
    await host.stop();
    await service.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Milliseconds from the page request to the end of the response with the comments. */
const lastAnswer = `performance.getEntriesByType('resource').find(({ name }) => name.includes('/comments?'))?.responseEnd ?? 0`;

const round = (value: number): number => Math.round(value * 10) / 10;

async function fill(url: string, article: string, count: number): Promise<void> {
  let position = '0';
  for (let done = 0; done < count; done += 50) {
    const batch = Array.from({ length: Math.min(50, count - done) }, async (_, n) => {
      const answer = await fetch(`${url}${site}/articles/${article}/comments`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          body: `Comment ${done + n}, about as long as a comment that took a little time.`,
          author: { name: 'Bench' },
        }),
      });
      return ((await answer.json()) as { position: string }).position;
    });
    position = (await Promise.all(batch)).at(-1) ?? position;
  }
  for (let stale: string | null = 'true'; stale !== null;) {
    stale = (await fetch(`${url}${site}/articles/${article}/comments?after=${position}`)).headers.get('x-stale');
  }
}

async function start(dataDir: string): Promise<{ url: string; stop: () => Promise<unknown> }> {
  const child = spawn(process.execPath, ['dist/apps/standalone/src/main.js'], {
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
    stop: () => {
      child.kill('SIGTERM');
      return once(child, 'exit');
    },
  };
}

void main();
