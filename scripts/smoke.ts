// What a newcomer does: clones the last commit, types `npm start`, posts a comment, reads it, stops, and starts again.
import './node-version.mjs';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './run.mjs';

const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);
const directory = mkdtempSync(join(tmpdir(), 'colloquy-smoke-'));
chmodSync(directory, 0o711); // as root the database runs as another user, who has to get through
const clone = join(directory, 'colloquy');
const comment = { body: 'Is anybody there?', author: { name: 'A newcomer' } };
let service;
let origin;

try {
  execFileSync('git', ['clone', '--quiet', root, clone], { stdio: 'inherit' });
  const first = await start();
  const { position } = await call('POST', '/v1/sites/default/articles/smoke/comments', comment);
  await expectComment(`?after=${position}`);
  await stop();
  const second = await start();
  await expectComment('');
  await stop();
  console.log(`smoke test: ready ${first} s after a fresh clone, ${second} s the second time`);
} finally {
  killWhatIsLeft();
  rmSync(directory, { recursive: true, force: true });
}

async function start() {
  const begin = performance.now();
  const { DATABASE_URL, KAFKA_BROKERS, DATA_DIR, ...environment } = process.env;
  const port = await freePort();
  const env = { ...environment, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn' };
  service = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  origin = `http://127.0.0.1:${port}`;
  while (!(await isReady())) {
    if (service.exitCode !== null) throw new Error(`npm start ended with exit code ${service.exitCode}`);
    if (performance.now() - begin > 300_000) throw new Error('npm start was not ready after 300 s');
    await sleep(50);
  }
  return seconds(begin);
}

async function stop() {
  const begin = performance.now();
  const ended = once(service, 'exit');
  service.kill('SIGTERM');
  const [code, signal] = await Promise.race([ended, sleep(15_000, ['no end after 15 s'], { ref: false })]);
  if (code !== 0) throw new Error(`SIGTERM after ${seconds(begin)} s: exit ${code ?? signal}, expected 0`);
}

// After a failure only: npm's process group, and the database, which has one of its own.
function killWhatIsLeft() {
  const pidFile = join(clone, '.data/postgres/postmaster.pid');
  const server = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n')[0] : 0;
  for (const pid of [service?.pid && -service.pid, Number(server)]) {
    try {
      if (pid) process.kill(pid, 'SIGKILL');
    } catch {
      // it is gone already
    }
  }
}

function isReady() {
  return fetch(`${origin}/health/ready`).then(
    ({ ok }) => ok,
    () => false, // it does not listen yet
  );
}

async function expectComment(query) {
  const { comments } = await call('GET', `/v1/sites/default/articles/smoke/comments${query}`);
  if (comments.length !== 1 || comments[0].body !== comment.body)
    throw new Error(`expected the comment, found ${JSON.stringify(comments)}`);
}

async function call(method, path, body) {
  const request = body
    ? { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    : { method };
  const answer = await fetch(`${origin}${path}`, request);
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
