import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import GithubSlugger from 'github-slugger';
import MarkdownIt from 'markdown-it';
import { operatorCommands } from '#operate/commands';
import { Environment } from '#platform/config';
import { keysOf } from '#contracts/keys-of';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const ignored = /(?:^|\/)(?:node_modules|dist|\.data|\.git)(?:\/|$)/;

/** Every Markdown page, relative to the root of the repository. */
const pages: readonly string[] = ['.', 'docs', 'docker', 'libs', '.github']
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((file) => file.endsWith('.md') && !ignored.test(file));

const markdown = new MarkdownIt();

interface Link {
  readonly page: string;
  readonly address: string;
}

function linksOf(page: string): Link[] {
  const inline = markdown.parse(read(page), {}).flatMap(({ children }) => children ?? []);
  return inline
    .flatMap((token) => String(token.attrGet('href') ?? token.attrGet('src') ?? '') || [])
    .filter((address) => !/^[a-z][a-z+.-]*:/i.test(address))
    .map((address) => ({ page, address }));
}

function anchorsOf(page: string): Set<string> {
  const slugger = new GithubSlugger();
  const tokens = markdown.parse(read(page), {});
  return new Set(
    tokens.flatMap((token, at) =>
      token.type === 'heading_open'
        ? slugger.slug((tokens[at + 1]?.children ?? []).map(({ content }) => content).join(''))
        : [],
    ),
  );
}

const links = pages.flatMap(linksOf);
const target = ({ page, address }: Link): string =>
  normalize(join(dirname(page), decodeURIComponent(address.split('#')[0] ?? '')));

describe('the documentation', () => {
  it('has pages and links', () => {
    expect(pages.length).toBeGreaterThan(40);
    expect(links.length).toBeGreaterThan(100);
  });

  it('links only to files that exist', () => {
    expect(links.filter((link) => !link.address.startsWith('#') && !existsSync(join(root, target(link))))).toEqual([]);
  });

  it('links only to headings that exist', () => {
    const broken = links.filter((link) => {
      const [file = '', anchor] = link.address.split('#');
      const page = file === '' ? link.page : target(link);
      return (
        anchor !== undefined && page.endsWith('.md') && existsSync(join(root, page)) && !anchorsOf(page).has(anchor)
      );
    });
    expect(broken).toEqual([]);
  });

  it('has no row of a table outside of its table', () => {
    const torn = pages.flatMap((page) =>
      markdown
        .parse(read(page), {})
        .filter(({ type, content }) => type === 'inline' && content.startsWith('|'))
        .map(({ content }) => ({ page, content })),
    );
    expect(torn).toEqual([]);
  });

  it('has an index that lists every page of docs once, and the folder of decisions', () => {
    const listed = links.filter(({ page }) => page === 'docs/README.md').map(target);
    const inDocs = listed.filter((file) => /^docs\/[^/]+\.md$/.test(file)).toSorted();
    const kept = pages.filter((file) => /^docs\/[^/]+\.md$/.test(file) && file !== 'docs/README.md').toSorted();
    expect(inDocs).toEqual(kept);
    expect(listed).toEqual(expect.arrayContaining(['docs/adr', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md']));
  });

  it('shows every picture in docs/pictures', () => {
    const shown = new Set(links.map(target).filter((file) => file.startsWith('docs/pictures/')));
    const kept = readdirSync(join(root, 'docs/pictures')).map((name) =>
      relative(root, join(root, 'docs/pictures', name)),
    );
    expect(kept.toSorted()).toEqual([...shown].toSorted());
  });

  const everything = pages
    .filter((page) => !page.startsWith('docs/adr/'))
    .map(read)
    .join('\n')
    .replaceAll('`colloquy words about a person`', ''); // the name of a key, not of a command

  it.each(operatorCommands.map(({ name }) => name))('mentions the command %s', (name) => {
    const mention = new RegExp(`(?:colloquy(?: --)?|npm run) ${name}\\b`);
    expect(pages.filter((page) => mention.test(read(page)))).not.toEqual([]);
  });

  it('names no command that does not exist', () => {
    const known = new Set(operatorCommands.map(({ name }) => name));
    const named = [...everything.matchAll(/(?:\bcolloquy --|[`(]colloquy|api colloquy) ([a-z][a-z-]+)/g)].map(
      ([, name]) => name,
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => name !== undefined && !known.has(name))).toEqual([]);
  });

  it('names no script of package.json that does not exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...everything.matchAll(/npm run (?:-s |--silent )?([a-z][a-z:-]*[a-z])/g)].map(([, name]) =>
      String(name),
    );
    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(keysOf(Environment.shape))('mentions the setting %s outside of .env.example', (name) => {
    expect(pages.filter((page) => read(page).includes(`\`${name}`))).not.toEqual([]);
  });
});
