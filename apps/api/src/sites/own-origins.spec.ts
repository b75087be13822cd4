import { ownOrigins } from './own-origins.ts';

describe('our own origin', () => {
  it('is that of PUBLIC_URL, without its path', () => {
    expect(ownOrigins('https://news.example/comments', 'http://127.0.0.1:3000')).toEqual(['https://news.example']);
  });

  it('is the listening loopback address under each of its names', () => {
    const names = ['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000'];
    for (const name of names) expect(ownOrigins(undefined, name)).toEqual(names);
  });

  it('is unknown for other listening addresses without PUBLIC_URL', () => {
    for (const url of ['http://0.0.0.0:3000', 'http://[::]:3000', 'http://192.0.2.1:3000'])
      expect(ownOrigins(undefined, url)).toEqual([]);
  });
});
