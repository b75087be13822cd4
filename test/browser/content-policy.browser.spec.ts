import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';

const page = readFileSync(join(import.meta.dirname, '../../docs/embedding.md'), 'utf8');
const [, block = ''] = /## Content security policy[\s\S]*?\n```\n([^`]*)```/.exec(page) ?? [];
const documented = block.split(';').flatMap((line) => line.trim().split(/\s+/).join(' ') || []);

describe('the content security policy in docs/embedding.md', () => {
  let paper: Newspaper;
  let reader: Reader;
  let policy = '';
  let url: string;
  let secondCopy = '';
  /** The newspaper's own pages with another policy. */
  const host = createServer((request, response) => {
    void fetch(paper.url + request.url).then(async (answer) => {
      response.setHeader('content-type', answer.headers.get('content-type') ?? 'text/plain');
      response.setHeader('content-security-policy', policy);
      response.end((await answer.text()).replace('</head>', `${secondCopy}</head>`));
    });
  });

  beforeAll(async () => {
    paper = await openNewspaper();
    await once(host.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    await paper.post('policy', 'Already there');
  }, 60_000);
  afterAll(async () => {
    host.close();
    host.closeAllConnections();
    await paper?.stop();
  });
  beforeEach(async () => {
    reader = await paper.reader();
  });
  afterEach(() => reader.close());

  /**
   * The page under these directives for Colloquy; its own files are from its own origin, and everything else is
   * forbidden.
   */
  const openUnder = async (directives: readonly string[]) => {
    policy = ["default-src 'self'", ...directives.map((one) => `${one} 'self'`)]
      .join('; ')
      .replaceAll('https://comments.example.org', paper.world.url);
    await reader.page.goto(`${url}/article?article=policy`);
    return reader.page.locator('comment-thread');
  };

  it('is enough to read, write and get live updates', async () => {
    const listening = reader.page.waitForResponse('**/live?*');
    const thread = await openUnder(documented);
    await thread.locator('.body', { hasText: 'Already there' }).waitFor();
    await listening;
    await reader.page.locator('.meta comment-count', { hasText: '1 comment' }).waitFor();
    const avatar = thread.locator('.avatar').first();
    await avatar.scrollIntoViewIfNeeded();
    expect(
      await avatar.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBeTruthy();
    await thread.getByLabel('Leave a comment').last().fill('Under *this* policy');
    await thread.getByLabel('Name').fill('Ada');
    await thread.getByRole('button', { name: 'Preview' }).click();
    await thread.locator('.preview em').waitFor();
    await thread.getByRole('button', { name: 'Post comment' }).click();
    await thread.locator('.comment', { hasText: 'Under this policy' }).waitFor();
    const radius = await thread
      .locator('.avatar')
      .first()
      .evaluate((one) => getComputedStyle(one).borderRadius);
    expect(radius).toBe('50%');
    expect(reader.complaints).toEqual([]);
  });

  const trusting = "require-trusted-types-for 'script'; trusted-types";
  const underTypes = async (types: string, script = '') => {
    const directives = [...documented.map((one) => `${one} 'self'`), types];
    policy = directives.join('; ').replaceAll('https://comments.example.org', paper.world.url);
    secondCopy = `<script type="module" src="${paper.world.url}/widget.js?again"></script>`;
    if (script) await reader.page.addInitScript(script);
    await reader.page.goto(`${url}/article?article=policy`);
    return reader.page.locator('comment-thread');
  };

  it('may require trusted types that include our policy, and load the script twice', async () => {
    const thread = await underTypes(`${trusting} colloquy`);
    await thread.getByLabel('Leave a comment').last().fill('Of *trusted* type');
    await thread.getByRole('button', { name: 'Preview' }).click();
    await thread.locator('.preview em', { hasText: 'trusted' }).waitFor();
    await thread.locator('.body p', { hasText: 'Already there' }).waitFor();
    expect(reader.complaints).toEqual([]);
  });

  it.each(['none-of-ours', "'none'"])('shows texts as typed if the allowed trusted types are %s', async (names) => {
    const thread = await underTypes(`${trusting} ${names}`);
    await thread.locator('.body', { hasText: 'Already there' }).waitFor();
    await expect(thread.locator('.body p').count()).resolves.toBe(0);
    await thread.getByRole('button', { name: 'Reply' }).first().waitFor();
  });

  it('uses the page’s default trusted types policy if ours is not allowed', async () => {
    const thread = await underTypes(
      `${trusting} default`,
      `trustedTypes.createPolicy('default', { createHTML: (html) => html })`,
    );
    await thread.locator('.body p', { hasText: 'Already there' }).waitFor();
  });

  it('has three directives', () => {
    expect(documented.map((one) => one.split(' ')[0])).toEqual(['script-src', 'connect-src', 'img-src']);
  });

  it.each(documented)('needs its %s', async (directive) => {
    const complained = reader.page.waitForEvent('console', (message) => message.type() === 'error');
    await openUnder(documented.filter((one) => one !== directive));
    await complained;
    expect(reader.complaints.join('\n')).toContain('Content Security Policy');
  });
});
