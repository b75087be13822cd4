import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type World, createWorld } from '#test/support/world/world';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/sso.md'), 'utf8');

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

function example(language: string): string {
  const [, code] = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page) ?? [];
  if (code === undefined) throw new Error(`docs/sso.md has no example in ${language}`);
  return code;
}

const runs = [
  {
    language: 'js',
    command: process.execPath,
    args: (code: string) => ['--input-type=module', '-e', code],
    print: 'console.log(token)',
  },
  { language: 'python', command: 'python3', args: (code: string) => ['-c', code], print: 'print(token)' },
  { language: 'php', command: 'php', args: (code: string) => ['-r', code], print: 'echo $token;' },
  { language: 'ruby', command: 'ruby', args: (code: string) => ['-e', code], print: 'puts token' },
];
const isInstalled = (command: string) => spawnSync(command, ['--version']).status === 0;

describe('the example in docs/sso.md', () => {
  for (const { language, command, args, print } of runs) {
    // PHP and Ruby are often not installed: the run then lists them as skipped.
    const lack = isInstalled(command) ? undefined : `skipped, since there is no ${command}`;
    (lack === undefined ? it : it.skip)(`in ${language} signs a reader in${lack ? `: ${lack}` : ''}`, async () => {
      const output = execFileSync(command, args(`${example(language)}\n${print}`), {
        cwd: root,
        env: { ...process.env, JWT_SECRET: world.service.secrets.jwtSecret },
        encoding: 'utf8',
      });
      const token = output.trim();
      const post = { token, body: { body: `signed in ${language}` } };
      const answer = await world.call('POST', '/v1/sites/default/articles/sso/comments', post);
      expect(answer.status).toBe(201);
      expect(answer.body.comment.author.name).toBe('Ann Reader');
    });
  }
});
