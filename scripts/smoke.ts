import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Result, x } from 'tinyexec';
import { z } from 'zod';
import { freePort } from './free-ports.ts';
import { root } from './root.ts';

export const help = `node scripts/run.mjs smoke: tests the first steps of a new user
Clones the last commit, copies .env.example to .env, runs \`npm start\`, posts a comment, reads it, stops, and starts again;
then reads the events with a token from \`colloquy token\`.`;

const comment = { body: 'A first comment', author: { name: 'A newcomer' } };

const Posted = z.object({ position: z.string() });
const Shown = z.object({ comments: z.array(z.object({ body: z.string() })) });

export async function main(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const directory = mkdtempSync(join(tmpdir(), 'colloquy-smoke-'));
  chmodSync(directory, 0o711); // run by root, the database runs as another user, who must be able to enter
  const newcomer = new Newcomer(join(directory, 'colloquy'));
  try {
    await x('git', ['clone', '--quiet', root, newcomer.clone], { throwOnError: true });
    const first = await newcomer.start();
    const { position } = Posted.parse(await newcomer.call('POST', '/comments', comment));
    await newcomer.expectComment(`?after=${position}`);
    await newcomer.stop();
    const second = await newcomer.start();
    await newcomer.expectComment('');
    await newcomer.expectEvent('CommentPosted');
    await newcomer.stop();
    console.log(`smoke test: ready ${first} s after a fresh clone, ${second} s the second time`);
  } finally {
    newcomer.killWhatIsLeft();
    rmSync(directory, { recursive: true, force: true });
  }
}

class Newcomer {
  private service: Result | undefined;
  private origin = '';

  constructor(readonly clone: string) {}

  async start(): Promise<string> {
    const begin = performance.now();
    const port = await freePort();
    this.keepSettings(port);
    const service = npmStart(this.clone);
    this.service = service;
    this.origin = `http://127.0.0.1:${port}`;
    while (!(await this.isReady())) {
      if (service.exitCode !== undefined) throw new Error(`npm start ended with exit code ${service.exitCode}`);
      if (performance.now() - begin > 300_000) throw new Error('npm start was not ready after 300 s');
      await sleep(50);
    }
    return secondsSince(begin);
  }

  async stop(): Promise<void> {
    const begin = performance.now();
    const { service } = this;
    if (!service) return;
    service.kill('SIGTERM');
    const { exitCode } = await Promise.race([service, sleep(15_000, { exitCode: 'none in 15 s' }, { ref: false })]);
    if (exitCode === 0) return;
    throw new Error(`SIGTERM after ${secondsSince(begin)} s: exit ${exitCode ?? service.signalCode}, expected 0`);
  }

  async expectComment(query: string): Promise<void> {
    const { comments } = Shown.parse(await this.call('GET', `/comments${query}`));
    if (comments.length !== 1 || comments[0]?.body !== comment.body)
      throw new Error(`expected the comment, found ${JSON.stringify(comments)}`);
  }

  /** Reads the events as the documentation shows, with a token made by `colloquy token`. */
  async expectEvent(type: string): Promise<void> {
    const args = ['run', '-s', 'colloquy', '--', 'token', '--name', 'Ada', '--role', 'analyst'];
    const { stdout } = await x('npm', args, { throwOnError: true, nodeOptions: { cwd: this.clone, env: unset } });
    const headers = { authorization: `Bearer ${stdout.trim()}` };
    const answer = await fetch(`${this.origin}/v1/events?after=0&limit=10&type=${type}`, { headers });
    if (!answer.ok || !(await answer.text()).includes(type)) throw new Error(`no ${type}: ${answer.status}`);
  }

  /** Copies the example settings and changes the port, as a user would. */
  private keepSettings(port: number): void {
    const example = readFileSync(join(this.clone, '.env.example'), 'utf8');
    writeFileSync(join(this.clone, '.env'), example.replace(/^PORT=.*$/m, `PORT=${port}`));
  }

  async call(method: string, path: string, body?: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const sent = body ? { method, body: JSON.stringify(body), headers } : { method };
    const answer = await fetch(`${this.origin}/v1/sites/default/articles/smoke${path}`, sent);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** For failures only: kills npm's process group, and the database, which has its own. */
  killWhatIsLeft(): void {
    const pidFile = join(this.clone, '.data/postgres/postmaster.pid');
    const server = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0;
    for (const pid of [this.service?.pid ? -this.service.pid : 0, server]) {
      try {
        if (pid !== 0) process.kill(pid, 'SIGKILL');
      } catch {
        // it has already ended
      }
    }
  }

  private isReady(): Promise<boolean> {
    return fetch(`${this.origin}/health/ready`).then(
      ({ ok }) => ok,
      () => false, // not listening yet
    );
  }
}

const secondsSince = (begin: number): string => ((performance.now() - begin) / 1000).toFixed(1);

/** Variables that this process may have set and a new user has not. */
const unset = { PORT: undefined, DATABASE_URL: undefined, KAFKA_BROKERS: undefined, DATA_DIR: undefined };

function npmStart(clone: string): Result {
  const env = { ...unset, LOG_LEVEL: 'warn' };
  // In a separate process group: see killWhatIsLeft.
  return x('npm', ['start'], {
    nodeOptions: { cwd: clone, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true },
  });
}
