import { addressUnder } from './article-address.ts';

const origins = ['https://news.example', 'https://xn--mnchen-3ya.example', 'http://127.0.0.1:3000', '*'];

describe('an article address sent by a reader', () => {
  it.each([
    ['https://news.example/a?page=2', 'https://news.example/a?page=2'],
    ['https://news.example', 'https://news.example/'],
    ['HTTPS://NEWS.example:443/A', 'https://news.example/A'],
    ['https://news.example/a#comment-1', 'https://news.example/a'],
    ['https://news.example/a#', 'https://news.example/a'],
    ['https://news.example/x/../a', 'https://news.example/a'],
    ['https://news.example/a?utm_source=x&page=2&fbclid=y', 'https://news.example/a?page=2'],
    ['https://news.example\\@evil.example/a', 'https://news.example/@evil.example/a'],
    ['https://münchen.example/a', 'https://xn--mnchen-3ya.example/a'],
    ['http://127.0.0.1:3000/demo/a', 'http://127.0.0.1:3000/demo/a'],
    ['http://2130706433:3000/demo/a', 'http://127.0.0.1:3000/demo/a'],
  ])('%s is accepted as %s', (text, address) => {
    expect(addressUnder(origins, text)).toBe(address);
  });

  it.each([
    ['https://evil.example/a'],
    ['http://news.example/a'],
    ['https://news.example:8443/a'],
    ['https://news.example./a'],
    ['https://news.example.evil.example/a'],
    ['https://www.news.example/a'],
    ['https://news.example@evil.example/a'],
    ['https://news.example%2f@evil.example/a'],
    ['https://user@news.example/a'],
    ['https://user:secret@news.example/a'],
    ['https://evil.example\\@news.example/a'],
    ['https://evil.example/https://news.example/a'],
    ['https://nеws.example/a'],
    ['//news.example/a'],
    ['/a'],
    ['news.example/a'],
    ['javascript://news.example/%0aalert(1)'],
    ['data:text/html,https://news.example/'],
    ['blob:https://news.example/0190'],
    ['ftp://news.example/a'],
    ['*'],
    [''],
  ])('%s is refused', (text) => {
    expect(addressUnder(origins, text)).toBeUndefined();
  });

  it('is refused for every origin when ALLOWED_ORIGINS is *', () => {
    expect(addressUnder(['*'], 'https://news.example/a')).toBeUndefined();
  });
});
