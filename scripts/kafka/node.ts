// One Kafka broker: its settings, its process, its pid file, its log.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { javaCommand, log4jFile } from './kafka-jars.mjs';

const startLimitMs = 60_000; // 3 s on an idle machine
const stopLimitMs = 15_000;

/** A broker of a cluster: `start` resolves when it answers and is part of the cluster; after `stop` it starts again with its data, on its port. */
export function kafkaNode({ id, port, controllerPort, securedPort, advertisedPort, dir, jars, clusterId, settings }) {
  let child;
  const start = async () => {
    if (isRunning(child)) return;
    format({
      dir,
      jars,
      clusterId,
      properties: { ...settings, ...ownSettings({ id, port, controllerPort, securedPort, advertisedPort, dir }) },
    });
    child = await launch({ id, port, dir, jars });
  };
  return {
    id,
    port,
    logFile: join(dir, 'broker.log'),
    get pid() {
      return isRunning(child) ? child.pid : undefined;
    },
    start,
    stop: () => end(child, 'SIGTERM', dir),
    kill: () => end(child, 'SIGKILL', dir),
    freeze: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
  };
}

/** Stops the broker that a killed run left behind in `dir`; throws where the process that started it is still there. */
export async function stopLeftover(dir) {
  const file = join(dir, 'broker.pid');
  if (!existsSync(file)) return;
  const [pid, owner] = readFileSync(file, 'utf8').split(' ').map(Number);
  if (commandOf(pid).includes(join(dir, 'server.properties'))) {
    if (isAlive(owner)) throw new Error(`process ${owner} runs a broker in ${dir} (see ${file})`);
    process.kill(pid, 'SIGTERM');
    process.kill(pid, 'SIGCONT');
    await waitUntil(() => !isAlive(pid), stopLimitMs).catch(() => process.kill(pid, 'SIGKILL'));
    await waitUntil(() => !isAlive(pid), stopLimitMs);
  }
  rmSync(file, { force: true });
}

function ownSettings({ id, port, controllerPort, securedPort, advertisedPort = port, dir }) {
  const secured = securedPort ? `,SECURED://127.0.0.1:${securedPort}` : '';
  return {
    'process.roles': 'broker,controller',
    'node.id': id,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}${secured}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${advertisedPort}${secured}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL',
    'log.dirs': join(dir, 'data'),
    'auto.create.topics.enable': false,
    // Small numbers for one machine: the defaults open 50 partitions and 128 MB of cleaner buffer.
    'offsets.topic.num.partitions': 3,
    'transaction.state.log.num.partitions': 3,
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
    'num.network.threads': 2,
    'num.io.threads': 4,
    // A test or a first start never waits for members that do not come, nor 9 s for a dead broker.
    'group.initial.rebalance.delay.ms': 0,
    'broker.session.timeout.ms': 4000,
    'broker.heartbeat.interval.ms': 1000,
  };
}

function format({ dir, jars, clusterId, properties }) {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'server.properties');
  writeFileSync(
    file,
    Object.entries(properties)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  if (existsSync(join(dir, 'data/meta.properties'))) return;
  const args = [
    ...javaOptions(jars),
    'kafka.tools.StorageTool',
    'format',
    '--ignore-formatted',
    '-t',
    clusterId,
    '-c',
    file,
  ];
  const { status, stderr, stdout } = spawnSync(javaCommand(), args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Kafka could not prepare its storage in ${dir}:\n${stdout}${stderr}`);
}

async function launch(node) {
  for (let attempt = 1; ; attempt++) {
    const from = existsSync(join(node.dir, 'broker.log')) ? readFileSync(join(node.dir, 'broker.log')).length : 0;
    const child = spawnBroker(node);
    try {
      await waitUntil(() => answers(node, child), startLimitMs);
      return child;
    } catch (error) {
      await end(child, 'SIGKILL', node.dir);
      const log = readFileSync(join(node.dir, 'broker.log')).subarray(from).toString();
      // While a broker is down an outgoing connection may borrow its port for a moment.
      if (attempt < 5 && log.includes('Address already in use')) await sleep(1000);
      else throw new Error(`broker ${node.id} did not start: ${error.message}\n${log.slice(-2000)}`, { cause: error });
    }
  }
}

// In a process group of its own: Ctrl-C in a terminal reaches the script, which then stops the broker last.
function spawnBroker({ dir, jars }) {
  const log = openSync(join(dir, 'broker.log'), 'a');
  const args = [...javaOptions(jars), 'kafka.Kafka', join(dir, 'server.properties')];
  const env = { ...process.env, LC_ALL: 'C' }; // its log is read where it does not start
  const child = spawn(javaCommand(), args, { stdio: ['ignore', log, log], detached: true, cwd: dir, env });
  child.unref(); // a process that only started it may end; stopping it waits all the same
  closeSync(log);
  writeFileSync(join(dir, 'broker.pid'), `${child.pid} ${process.pid}`);
  return child;
}

// Two cores and small heaps: the first-tier compiler and the serial collector start fastest.
function javaOptions(jars) {
  const memory = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  return [...memory, `-Dlog4j2.configurationFile=${log4jFile}`, '-cp', join(jars, '*')];
}

async function answers({ id, port }, child) {
  if (!isRunning(child)) throw new Error('its process ended');
  const client = new kafkajs.Kafka({
    brokers: [`127.0.0.1:${port}`],
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 0 },
  });
  const admin = client.admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    return brokers.some(({ nodeId }) => nodeId === id);
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => {});
  }
}

async function end(child, signal, dir) {
  if (isRunning(child)) {
    const exited = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    child.kill('SIGCONT'); // a frozen process hears nothing but this
    const hard = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
    await exited;
    clearTimeout(hard);
  }
  rmSync(join(dir, 'broker.pid'), { force: true });
}

async function waitUntil(condition, limitMs) {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`no answer within ${limitMs / 1000} s`);
    await sleep(50);
  }
}

function isRunning(child) {
  return child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function commandOf(pid) {
  return spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).stdout ?? '';
}
