import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { operatorCommands } from '#operate/commands';
import { type BuiltImage, buildImage } from '#test/support/containers/built-image';
import { type ContainedService, serveFromContainers } from '#test/support/containers/contained-service';
import { type Container, killContainers, startContainer } from '#test/support/containers/container';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { kafkaForTests } from '#test/support/kafka/brokers';
import { until } from '#test/support/time/until';

const root = join(import.meta.dirname, '../..');
const key = randomBytes(32).toString('base64');
let image: BuiltImage;
let database: TestDatabase;
let environment: Record<string, string>;

beforeAll(async () => {
  const built = buildImage();
  const [kafka, made] = await Promise.all([kafkaForTests(), createTestDatabase()]);
  database = made;
  const url = new URL(made.url);
  url.searchParams.delete('host'); // TCP: the socket's directory is not in the container
  environment = {
    ...unsetInCompose(),
    DATABASE_URL: url.href,
    KAFKA_BROKERS: kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: kafka.prefix,
    JWT_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEY: key,
    LOG_LEVEL: 'warn',
  };
  image = await built;
});
afterAll(async () => {
  killContainers();
  await image.remove();
  await database.drop();
});

/** The variables that docker/compose.yml passes without a value if the operator gives none. */
function unsetInCompose(): Record<string, string> {
  const compose = readFileSync(join(root, 'docker/compose.yml'), 'utf8');
  const names = [...compose.matchAll(/^ {4}([A-Z_]+): \$\{\1:-\}/gm)].map(([, name]) => String(name));
  expect(names).toContain('SITES');
  return Object.fromEntries(names.map((name) => [name, '']));
}

const appsIn = (files: string, main: string): string[] =>
  readdirSync(files).filter((app) => existsSync(join(files, app, 'src', main)));
const roles = appsIn(join(root, 'apps'), 'main.ts');

const start = (role: string, settings: Readonly<Record<string, string>> = {}): Container =>
  startContainer(image, { ...environment, ...settings }, ['node', `dist/apps/${role}/src/main.js`]);
const colloquy = async (...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  finished(startContainer(image, environment, ['colloquy', ...args]));
const finished = async (container: Container): Promise<{ code: number | null; stdout: string; stderr: string }> => {
  const code = await container.ended;
  return { code, stdout: container.stdout(), stderr: container.stderr() };
};

const serve = async (listening: string, ...others: string[]): Promise<ContainedService> => {
  const service = await serveFromContainers([listening, ...others], start);
  environment = { ...environment, PUBLIC_URL: service.url };
  return service;
};

/** A program that prints what a process in a container may do. */
const showLimits = `
  const { readFileSync, writeFileSync } = require('node:fs');
  const [, capabilities] = /^CapEff:\\s*(\\w+)$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  const shown = { user: process.getuid(), capabilities };
  try { writeFileSync('/etc/new', ''); } catch ({ code }) { shown.failure = code; }
  console.log(JSON.stringify(shown));`;

describe('the image', () => {
  it('contains every role, and nothing that only its build needed', () => {
    expect(appsIn(join(image.files, 'app/dist/apps'), 'main.js').toSorted()).toEqual(roles.toSorted());
    expect(roles.length).toBeGreaterThanOrEqual(4);
    expect(readdirSync(join(image.files, 'root'), { recursive: true })).toEqual([]);
    expect(existsSync(join(image.files, 'app/scripts'))).toBe(false);
  });

  it('runs as a user with a number, without capabilities, on a read-only file system', async () => {
    expect(image.config.User).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    const { stdout } = await finished(startContainer(image, {}, ['node', '-e', showLimits]));
    expect(JSON.parse(stdout)).toEqual({
      user: Number(image.config.User.split(':')[0]),
      capabilities: '0000000000000000',
      failure: 'EROFS',
    });
  });
});

describe('the roles in containers', () => {
  let service: ContainedService;
  beforeAll(async () => {
    service = await serve('api', ...roles.filter((role) => role !== 'api' && role !== 'standalone'));
  });

  it('publish a comment, apply it, and show it', async () => {
    const position = await service.post('from a container');
    await until('it is applied', async () => (await service.thread(position)).length > 0);
    expect(await service.thread(position)).toEqual(['from a container']);
  });

  it('are healthy by the check of the image', async () => {
    const [kind, ...check] = image.config.Healthcheck.Test;
    expect(kind).toBe('CMD');
    expect(await service.containers.get('api')?.exec(...check)).toBe(0);
  });

  it.each(['/desk/sign-in', '/widget.js', '/docs', '/docs/backups', '/docs/api', '/openapi.json'])(
    'serve %s',
    async (path) => expect((await fetch(`${service.url}${path}`)).status).toBe(200),
  );

  it('print links that open from outside of the container', async () => {
    const { stdout } = await colloquy('desk-link', '--name', 'Ada');
    const link = new URL(/http\S+/.exec(stdout)?.[0] ?? 'no:link');
    expect(link.origin).toBe(service.url);
    expect((await fetch(link)).status).toBe(200);
    const signIn = { method: 'POST', headers: { 'content-type': 'application/json', origin: link.origin } };
    const body = JSON.stringify({ token: link.hash.slice(1) });
    expect((await fetch(new URL('/desk/sign-in', link), { ...signIn, body })).status).toBe(204);
  });

  it('accept the tokens that the image prints', async () => {
    const { stdout } = await colloquy('token', '--name', 'Ada', '--role', 'analyst');
    const headers = { authorization: `Bearer ${stdout.trim()}` };
    const response = await fetch(`${service.url}/v1/events?after=0&limit=10`, { headers });
    expect(await response.text()).toContain('CommentPosted');
  });

  it('exit with 0 after SIGTERM', async () => {
    const containers = [...service.containers.keys()];
    expect(containers).toContain('relay');
    expect(await service.stop()).toEqual(Object.fromEntries(containers.map((role) => [role, 0])));
  });
});

describe('a command in a container, of a service that is stopped', () => {
  const stackTrace = /^ +at /m;
  /** Arguments, where the command needs some. */
  const given: Readonly<Record<string, readonly string[]>> = {
    restore: ['--dry-run'],
    rebuild: ['all'],
    resume: ['thread'],
    park: ['1', '--reason', 'too large'],
    'restore-check': ['--export', '/tmp/erasures.jsonl'],
    token: ['--name', 'Ada'],
  };
  /** Commands that find nothing to do, and what they print. */
  const refused: Readonly<Record<string, RegExp>> = {
    resume: /^the read model thread is not stopped\n$/,
    park: /^the event at position 1 is already published/,
  };
  /** The last command that works with the key that the others use. */
  const last = 'rotate-encryption-key';
  const names = operatorCommands.map(({ name }) => name).filter((name) => name !== last);

  it('is listed by --help', async () => {
    const { code, stdout } = await colloquy('--help');
    expect(code).toBe(0);
    const listed = [...stdout.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name);
    expect(new Set(listed)).toEqual(new Set([...names, last]));
  });

  it.each(names)('%s', async (name) => {
    const { code, stdout, stderr } = await colloquy(name, ...(given[name] ?? []));
    const reason = refused[name];
    expect({ code, stdout, stderr }).toMatchObject({ code: reason === undefined ? 0 : 1 });
    expect(stderr).not.toMatch(stackTrace);
    if (reason) expect(stderr).toMatch(reason);
  });

  it(last, async () => {
    const keys = { ENCRYPTION_KEY_OLD: key, ENCRYPTION_KEY: randomBytes(32).toString('base64') };
    environment = { ...environment, ENCRYPTION_KEY: keys.ENCRYPTION_KEY };
    const rotated = await finished(startContainer(image, { ...environment, ...keys }, ['colloquy', last]));
    expect(rotated).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('the database now requires the new key'),
    });
  });
});

describe('the role standalone in a container', () => {
  it('runs everything by itself on a given database', async () => {
    const service = await serve('standalone');
    await service.post('from one container');
    await until('it is applied', async () => (await service.thread('0')).includes('from one container'));
    expect(await service.stop()).toEqual({ standalone: 0 });
  });

  it('needs a database, because the image contains no PostgreSQL', async () => {
    const outcome = await finished(start('standalone', { DATABASE_URL: '', DATA_DIR: '/tmp/data' }));
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toMatch(/^DATA_DIR .*no embedded PostgreSQL for .*Set DATABASE_URL instead\n$/);
  });
});
