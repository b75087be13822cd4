import { jwtVerify } from 'jose';
import { readConfig } from '#platform/config';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { runLine } from '../line/run-command.ts';
import { printToken } from './token.ts';

const JWT_SECRET = 'a secret that is long enough for HS256';

async function run(line: readonly string[], environment: NodeJS.ProcessEnv = { JWT_SECRET }) {
  const [printed, said]: [string[], string[]] = [[], []];
  const terminal = {
    print: (text: string) => void printed.push(text),
    say: (text: string) => void said.push(text),
    confirm: () => Promise.resolve(false),
  };
  const code = await runLine(['token', ...line], [printToken], { terminal, environment });
  return { code, printed, said: said.join('\n') };
}

describe('colloquy token', () => {
  it('prints nothing but a token that the service verifies, with roles, sites and queues', async () => {
    const line = ['--name', 'Ada', '--role', 'moderator', '--role', 'analyst', '--site', 'sport', '--queue', 'pending'];
    const { code, printed, said } = await run(line);
    expect({ code, said, lines: printed.length }).toEqual({ code: 0, said: '', lines: 1 });
    const { payload } = await jwtVerify(String(printed[0]), new TextEncoder().encode(JWT_SECRET));
    expect(payload).toMatchObject({
      name: 'Ada',
      roles: ['moderator', 'analyst'],
      sites: ['sport'],
      queues: ['pending'],
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(3600);
  });

  it('carries the issuer and the audience that the service asks for', async () => {
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
    const { code, printed, said } = await run(line);
    expect({ code, printed }).toEqual({ code: 2, printed: [] });
    expect(said).toContain(named);
  });

  it('exits 1 where an identity provider signs the tokens', async () => {
    const environment = {
      JWKS_URL: 'https://login.example/keys',
      JWT_ISSUER: 'https://login.example',
      JWT_AUDIENCE: 'comments',
    };
    const { code, said } = await run(['--name', 'Ada'], environment);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('identity provider') });
  });

  it('makes no secret of its own in a folder that the service does not use', async () => {
    const directory = temporaryDirectory();
    const { code, said } = await run(['--name', 'Ada'], { DATA_DIR: directory });
    removeDirectory(directory);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('Start Colloquy once') });
  });
});
