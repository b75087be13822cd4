import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { articleIdOf } from './article-id-of.ts';
import { formerArticleIds } from './former-article-ids.ts';
import { ArticleId } from './identifiers.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/embedding.md'), 'utf8');
const [, section = ''] = page.split('\n## Without an id\n');
const examples = [...section.matchAll(/^\| `(.+)` \| `(.+)` \|$/gm)].map(([, address = '', id = '']) => [address, id]);

describe('the id of an article whose page sets none', () => {
  it.each(examples)('follows the rule of docs/embedding.md: %s has the id %s', (address, id) => {
    expect(articleIdOf(address)).toBe(id);
  });

  it('omits exactly the parameters that docs/embedding.md lists', () => {
    const listed = [...(/that only say how a visitor came: ([^;]*);/s.exec(section)?.[1] ?? '').matchAll(/`([^`]+)`/g)];
    expect(listed.length).toBeGreaterThan(20);
    for (const [, name = ''] of listed)
      expect(articleIdOf(`https://a.example/?${name.replace('*', 'x')}=1`)).toBe('https://a.example/');
  });

  it.each([
    ['an address of 1,000 bytes', `https://news.example/${'a'.repeat(979)}`],
    ['200 Chinese characters', `https://news.example/${encodeURIComponent('文'.repeat(200))}`],
    ['characters of two code units', `https://news.example/${'🙂'.repeat(2000)}`],
    ['a page that is its own address', `data:text/html,${'%00'.repeat(300)}`],
  ])('is at most 200 characters long and unique for a long address: %s', (_, address) => {
    const id = articleIdOf(address);
    expect(ArticleId.parse(id)).toBe(id);
    expect(id.isWellFormed()).toBe(true);
    expect(id).not.toBe(articleIdOf(`${address}b`));
    expect(articleIdOf(id)).toBe(id);
  });

  it('has as former ids the address as browsers and publishing systems write it', () => {
    expect(formerArticleIds('https://news.example/文')).toEqual([
      'https://news.example/%E6%96%87',
      'https://news.example/%e6%96%87',
    ]);
    expect(formerArticleIds('https://news.example/é')).toContain('https://news.example/e%CC%81');
    expect(formerArticleIds('https://news.example/a%2Fb')).toEqual(['https://news.example/a%2fb']);
    for (const id of [
      'https://news.example/plain',
      'harbour-bridge',
      '文',
      'https://',
      articleIdOf(`https://a.example/${'文'.repeat(300)}`),
    ])
      expect(formerArticleIds(id)).toEqual([]);
  });
});
