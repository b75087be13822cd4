import { jwtVerify } from 'jose';
import { readConfig } from '#platform/config';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { runLine } from '../line/run-command.ts';
import { printToken } from './token.ts';

const JWT_SECRET = 'a secret that is long enough for HS256';

async function run(line: readonly string[], environment: NodeJS.ProcessEnv = { JWT_SECRET }) {
  const [printed, errors]: [string[], string[]] = [[], []];
  const terminal = {
    print: (text: string) => void printed.push(text),
    say: (text: string) => void errors.push(text),
    confirm: () => Promise.resolve(false),
  };
  const code = await runLine(['token', ...line], [printToken], { terminal, environment });
  return { code, printed, errors: errors.join('\n') };
}

describe('colloquy token', () => {
  it('prints only a token that the service accepts, with roles, sites and queues', async () => {
    const line = ['--name', 'Ada', '--role', 'moderator', '--role', 'analyst', '--site', 'sport', '--queue', 'pending'];
    const { code, printed, errors } = await run(line);
    expect({ code, errors, lines: printed.length }).toEqual({ code: 0, errors: '', lines: 1 });
    const { payload } = await jwtVerify(String(printed[0]), new TextEncoder().encode(JWT_SECRET));
    expect(payload).toMatchObject({
      name: 'Ada',
      roles: ['moderator', 'analyst'],
      sites: ['sport'],
      queues: ['pending'],
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(3600);
  });

  it('has the issuer and audience that the service requires', async () => {
    const config = readConfig({ JWT_SECRET });
    expect(config.JWT_ISSUER).toBeUndefined();
    const environment = { JWT_SECRET, JWT_ISSUER: 'https://login.example', JWT_AUDIENCE: 'comments' };
    const { printed } = await run(['--name', 'Ada', '--hours', '24'], environment);
    const { payload } = await jwtVerify(String(printed[0]), new TextEncoder().encode(JWT_SECRET));
    expect(payload).toMatchObject({ iss: 'https://login.example', aud: 'comments', roles: [] });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(86_400);
  });

  it.each([
    [['--role', 'analyst'], '--name'],
    [['--name', 'Ada', '--role', 'boss'], '--role'],
    [['--name', 'Ada', '--site', 'Not A Site'], '--site'],
    [['--name', 'Ada', '--hours', '0'], '--hours: expected a whole number from 1 to 8760'],
    [['--name', 'Ada', '--hours', 'soon'], '--hours: expected a whole number from 1 to 8760'],
  ])('exits 2 for %j and names the option', async (line, named) => {
    const { code, printed, errors } = await run(line);
    expect({ code, printed }).toEqual({ code: 2, printed: [] });
    expect(errors).toContain(named);
  });

  it('exits 1 if an identity provider signs the tokens', async () => {
    const environment = {
      JWKS_URL: 'https://login.example/keys',
      JWT_ISSUER: 'https://login.example',
      JWT_AUDIENCE: 'comments',
    };
    const { code, errors } = await run(['--name', 'Ada'], environment);
    expect({ code, errors }).toEqual({ code: 1, errors: expect.stringContaining('identity provider') });
  });

  it('creates no secret in a folder that the service does not use', async () => {
    const directory = temporaryDirectory();
    const { code, errors } = await run(['--name', 'Ada'], { DATA_DIR: directory });
    removeDirectory(directory);
    expect({ code, errors }).toEqual({ code: 1, errors: expect.stringContaining('Start Colloquy once') });
  });
});
