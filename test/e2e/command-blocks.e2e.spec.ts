import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { operatorCommands } from '#operate/commands';
import { runLine } from '#operate/line/run-command';
import { type Block, blocksOf } from '#test/support/documentation/blocks';
import { type World, createWorld, jwtSecret } from '#test/support/world/world';

const root = join(import.meta.dirname, '../..');
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? `docs/${name}` : [])),
];
const commands = new Set(['sh', 'bash', 'js', 'ts', 'jsx', 'python', 'sql', 'html']);
const blocks = pages.flatMap((page) => blocksOf(root, page)).filter(({ language }) => commands.has(language));
const isShell = ({ language }: Pick<Block, 'language'>): boolean => language === 'sh' || language === 'bash';
const nameOf = ({ page, line, language }: Block): string => `${page}:${line} (${language})`;

// As in a checkout, but the commands run in this process: each would take seconds to start.
const prelude = `
npm() { case "$*" in
  "run -s colloquy -- "*) shift 4; colloquy "$@" ;;
  "run doctor"*|"run desk-link"*) local name=$2; shift 2; [ "\${1-}" = -- ] && shift; colloquy "$name" "$@" ;;
  *) echo "npm $* is not for this spec: mark the block" >&2; return 1 ;;
esac; }
colloquy() { curl --fail-with-body -sS "$OPERATE" --data-binary "$(printf '%s\\n' "$@")"; }
`;

describe('each command block of the documentation', () => {
  it.each(blocks.map((block) => [nameOf(block), block] as const))(
    '%s runs, or gives a reason why not',
    (_name, block) => {
      const { language, marker } = block;
      if (marker?.kind === 'run by') {
        const spec = existsSync(join(root, marker.text)) ? readFileSync(join(root, marker.text), 'utf8') : '';
        const named = [block.page, ...(block.code.match(/docs\/examples\/[\w.-]+/g) ?? [])];
        expect({ spec: marker.text, names: named.some((name) => spec.includes(name)) }).toMatchObject({ names: true });
      } else if (marker?.kind === 'not run') expect(marker.text.length).toBeGreaterThan(10);
      // A program runs when a command of its page runs its file.
      else if (['js', 'ts', 'jsx', 'python', 'sql'].includes(language)) {
        expect(marker?.kind).toBe('save as');
        const runs = blocks.filter(
          ({ page, ...other }) => page === block.page && isShell(other) && other.code.includes(marker?.text ?? ''),
        );
        expect(runs.map(nameOf)).not.toEqual([]);
      }
    },
  );

  it('is found', () => {
    expect(blocks.length).toBeGreaterThan(30);
  });
});

describe('the commands of', () => {
  let world: World;
  let directory: string;
  let operator: Server;
  let environment: Record<string, string>;
  beforeAll(async () => {
    world = await createWorld();
    await world.call('POST', '/v1/sites/default/articles/first/comments', {
      body: { body: 'A word', author: { name: 'Ann' } },
    });
    // Below the root, where programs find the packages that they import.
    mkdirSync(join(root, '.cache'), { recursive: true });
    directory = mkdtempSync(join(root, '.cache/blocks-'));
    for (const folder of ['docs', 'libs']) symlinkSync(join(root, folder), join(directory, folder));
    const settings = {
      DATABASE_URL: world.databaseUrl,
      JWT_SECRET: jwtSecret,
      DATA_DIR: directory,
      LOG_LEVEL: 'silent',
    };
    operator = createServer((request, response) => void answerOperator(request, response, settings));
    await once(operator.listen(0, '127.0.0.1'), 'listening');
    environment = {
      OPERATE: `http://127.0.0.1:${(operator.address() as AddressInfo).port}`,
      TOKEN: await world.token({ sub: 'operator', roles: ['admin'] }),
    };
  });
  afterAll(async () => {
    operator?.close();
    await world?.stop();
    if (directory) rmSync(directory, { recursive: true, force: true });
  });

  const here = (code: string): string =>
    code.replaceAll(/(?:http:\/\/)?(?:localhost|127\.0\.0\.1):3000|https:\/\/comments\.example\.org/g, (address) =>
      address.startsWith('http') ? world.url : new URL(world.url).host,
    );

  const running = blocks.filter((block) => isShell(block) && block.marker === undefined);
  it.each([...new Set(running.map(({ page }) => page))])('%s run one after the other', async (page) => {
    for (const { marker, code } of blocks.filter((block) => block.page === page))
      if (marker?.kind === 'save as') writeFileSync(join(directory, marker.text), here(code));
    const script = running.filter((block) => block.page === page).map(({ code }) => here(code));
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', [prelude, ...script].join('\n')], {
      cwd: directory,
      env: { ...process.env, ...environment },
    });
    // A refused request is an answer, too, for curl.
    expect(stdout).not.toMatch(/"status":\s*[45]\d\d\b/);
    expect(stdout.length).toBeGreaterThan(0);
  });

  it('pages load a script that the service has', async () => {
    const known = ['comment-thread', 'comment-count'];
    for (const { page, code, language } of blocks.filter(
      (block) => block.language === 'html' && block.marker?.kind !== 'not run',
    )) {
      for (const [, script] of here(code).matchAll(/<script\b[^>]*src="([^"]+)"/g))
        expect({ page, script }).toEqual({
          page,
          script: `${world.url}/widget.js`,
        });
      for (const [, name = ''] of code.matchAll(/<([a-z]+-[a-z-]+)/g))
        expect({ page, language, known: known.includes(name), name }).toMatchObject({ known: true });
    }
  });
});

/** Runs the command whose words the body holds, one a line. Refused commands are answered with 409. */
async function answerOperator(
  request: IncomingMessage,
  response: ServerResponse,
  environment: Record<string, string>,
): Promise<void> {
  const line = (await text(request)).split('\n');
  const printed: string[] = [];
  const terminal = {
    print: (words: string) => void printed.push(words),
    say: (words: string) => void printed.push(words),
    confirm: async () => true,
  };
  const code = await runLine(line, operatorCommands, { terminal, environment });
  response.writeHead(code === 0 ? 200 : 409).end(`${printed.join('\n')}\n`);
}
