// One Kafka broker: its process, its pid file, its log.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { x } from 'tinyexec';
import { answerOf } from '../processes.ts';
import { javaCommand, log4jFile } from './jars.ts';
import { type NodePorts, ownSettings, type BrokerSettings } from './settings.ts';
import { suspend } from './suspend.ts';

const startLimitMs = 180_000; // 3 s on an idle machine
const stopLimitMs = 15_000;

interface NodeOptions extends NodePorts {
  readonly dir: string;
  readonly jars: string;
  readonly clusterId: string;
  readonly settings: BrokerSettings;
  readonly credentials: readonly string[];
}

/** A broker of a cluster. After `stop` or `kill`, `start` reuses its data and port. */
export class KafkaNode {
  readonly id: number;
  readonly port: number;
  readonly logFile: string;
  private child: ChildProcess | undefined;

  constructor(private readonly options: NodeOptions) {
    this.id = options.id;
    this.port = options.port;
    this.logFile = join(options.dir, 'broker.log');
  }

  /** Undefined while it is not running. */
  get pid(): number | undefined {
    return isRunning(this.child) ? this.child?.pid : undefined;
  }

  /** Resolves when it responds and is part of its cluster. */
  async start(): Promise<void> {
    if (isRunning(this.child)) return;
    await format(this.options);
    await this.launch();
  }

  /** Stops it after it has handed over its partitions and closed its logs. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Suspends the process: connections stay open, but nothing responds. */
  freeze(): void {
    if (this.child?.pid !== undefined) suspend(this.child.pid);
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }

  private async launch(): Promise<void> {
    const logged = (): Buffer => (existsSync(this.logFile) ? readFileSync(this.logFile) : Buffer.alloc(0));
    for (let attempt = 1; ; attempt++) {
      const from = logged().length;
      const child = spawnBroker(this.options, this.logFile);
      this.child = child;
      try {
        await waitUntil(() => answers(this.options, child), startLimitMs);
        return;
      } catch (error) {
        await this.kill();
        const log = logged().subarray(from).toString();
        // While a broker is down, an outgoing connection may use its port for a moment.
        if (attempt < 5 && log.includes('Address already in use')) await sleep(1000);
        else throw new Error(`broker ${this.id} did not start\n${log.slice(-2000)}`, { cause: error });
      }
    }
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child && isRunning(child)) {
      const exited = once(child, 'exit');
      child.kill(signal);
      child.kill('SIGCONT'); // a suspended process must be resumed to end
      const hard = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
      await exited;
      clearTimeout(hard);
    }
    rmSync(join(this.options.dir, 'broker.pid'), { force: true });
  }
}

/** Stops a broker left in `dir` by a killed run. Throws if the process that started it is still running. */
export async function stopLeftover(dir: string): Promise<void> {
  const file = join(dir, 'broker.pid');
  if (!existsSync(file)) return;
  const [pid = 0, owner = 0] = readFileSync(file, 'utf8').split(' ').map(Number);
  if (commandOf(pid).includes(join(dir, 'server.properties'))) {
    if (isAlive(owner))
      throw new Error(`process ${owner} is already running a broker in ${dir} (see ${file}): stop it first`);
    process.kill(pid, 'SIGTERM');
    process.kill(pid, 'SIGCONT');
    await waitUntil(() => !isAlive(pid), stopLimitMs).catch(() => process.kill(pid, 'SIGKILL'));
    await waitUntil(() => !isAlive(pid), stopLimitMs);
  }
  rmSync(file, { force: true });
}

/** Formats the data directory. Asynchronous, because Java takes a second or more. */
async function format(options: NodeOptions): Promise<void> {
  const { dir, jars, clusterId, settings, credentials } = options;
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'server.properties');
  const properties = Object.entries({ ...settings, ...ownSettings(options, join(dir, 'data')) });
  writeFileSync(file, properties.map(([name, value]) => `${name}=${value}\n`).join(''));
  if (existsSync(join(dir, 'data/meta.properties'))) return;
  const tool = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', clusterId, '-c', file];
  const scram = credentials.flatMap((credential) => ['--add-scram', credential]);
  const { exitCode, stdout, stderr } = await x(javaCommand(), [...javaOptions(jars), ...tool, ...scram]);
  if (exitCode !== 0) throw new Error(`Kafka could not prepare its storage in ${dir}:\n${stdout}${stderr}`);
}

// In a separate process group: Ctrl-C in a terminal reaches only the script, which then stops the broker last. Output
// goes straight to the log file, because the broker may outlive this process.
function spawnBroker({ dir, jars }: NodeOptions, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a');
  const env = { ...process.env, LC_ALL: 'C' }; // the log is searched for errors after a failed start
  const args = [...javaOptions(jars), 'kafka.Kafka', join(dir, 'server.properties')];
  const child = spawn(javaCommand(), args, { cwd: dir, env, stdio: ['ignore', log, log], detached: true });
  child.unref(); // does not keep this process alive; `stop` still waits for it
  closeSync(log);
  writeFileSync(join(dir, 'broker.pid'), `${child.pid} ${process.pid}`);
  return child;
}

// Two cores and small heaps: the first-tier compiler and the serial collector start fastest.
function javaOptions(jars: string): string[] {
  const memory = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  return [...memory, `-Dlog4j2.configurationFile=${log4jFile}`, '-cp', join(jars, '*')];
}

async function answers({ id, port }: NodePorts, child: ChildProcess): Promise<boolean> {
  if (!isRunning(child)) throw new Error('its process ended');
  const client = new Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING, retry: { retries: 0 } });
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

async function waitUntil(condition: () => boolean | Promise<boolean>, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`no answer within ${limitMs / 1000} s`);
    await sleep(50);
  }
}

const isRunning = (child: ChildProcess | undefined): boolean =>
  child?.pid !== undefined && child.exitCode === null && child.signalCode === null;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const commandOf = (pid: number): string => answerOf('ps', '-p', String(pid), '-o', 'args=') ?? '';
