import { contractAddress, linkedFile, manualAddress, relativeAddress } from './manual-address.ts';

describe('the address of a page', () => {
  it.each([
    ['docs/README.md', '/docs'],
    ['docs/sso.md', '/docs/sso'],
    ['docs/adr/0001-keep.md', '/docs/adr/0001-keep'],
    ['docs/pictures/thread.png', '/docs/pictures/thread.png'],
    ['README.md', '/docs/project/readme'],
    ['SECURITY.md', '/docs/project/security'],
    ['libs/client/README.md', '/docs/project/libs/client'],
    ['.env.example', '/docs/project/.env.example'],
    ['docs/examples/analyse.sql', '/docs/examples/analyse.sql'],
  ])('%s is shown at %s', (file, address) => {
    expect(manualAddress(file)).toBe(address);
  });
});

describe('the address of a contract', () => {
  it('is where the API serves it', () => {
    expect(contractAddress('libs/contracts/schemas/events/CommentPosted/1.json')).toBe('/schemas/CommentPosted/1.json');
    expect(contractAddress('libs/contracts/asyncapi.json')).toBe('/asyncapi.json');
    expect(contractAddress('libs/contracts/src/policy.ts')).toBeUndefined();
  });
});

describe('an address seen from another', () => {
  it.each([
    ['/docs', '/docs/sso'],
    ['/docs', '/docs'],
    ['/docs/sso', '/docs'],
    ['/docs/sso', '/docs/adr/0001-keep'],
    ['/docs/adr/0001-keep', '/docs'],
    ['/docs/adr/0001-keep', '/docs/adr'],
    ['/docs/adr', '/docs/project/readme'],
    ['/docs/sso', '/favicon.ico'],
  ])('from %s to %s leads there, with and without the prefix of a proxy', (from, to) => {
    const relative = relativeAddress(from, to);
    expect(relative).not.toMatch(/^\//);
    for (const prefix of ['', '/comments'])
      expect(new URL(relative, `https://news.example${prefix}${from}`).pathname).toBe(prefix + to);
  });
});

describe('a link in a page', () => {
  it.each([
    ['docs/sso.md', 'desk.md#deciding', 'docs/desk.md', '#deciding'],
    ['docs/sso.md', '#readers', 'docs/sso.md', '#readers'],
    ['docs/adr/0001-keep.md', '../events.md', 'docs/events.md', ''],
    ['docs/sso.md', '../../etc/passwd', '../etc/passwd', ''],
  ])('in %s to %s is to %s', (page, link, file, rest) => {
    expect(linkedFile(page, link)).toEqual({ file, rest });
  });
});
