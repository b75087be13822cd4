import { Origin, originIn } from './origin.ts';

describe('an origin', () => {
  it.each([
    ['https://news.example', 'https://news.example'],
    ['https://news.example/', 'https://news.example'],
    ['HTTPS://News.Example:443', 'https://news.example'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
  ])('%s is normalised to the form that browsers send', (text, origin) => {
    expect(originIn(text)).toBe(origin);
    expect(Origin.parse(text)).toBe(origin);
  });

  it.each([
    ['*'],
    ['null'],
    ['news.example'],
    ['//news.example'],
    ['https:news.example'],
    ['https://'],
    ['https://news.example/path'],
    ['https://news.example?a'],
    ['https://news.example#a'],
    ['https://user:secret@news.example'],
    ['https://news.example\\@evil.example'],
    ['https://news.example evil.example'],
    ['https://news\n.example'],
    ['https://news.example:99999'],
    ['javascript:alert(1)'],
    ['ftp://news.example'],
    ['data:text/html,x'],
  ])('%j is not an origin', (text) => {
    expect(originIn(text)).toBeUndefined();
    expect(Origin.safeParse(text).success).toBe(false);
  });
});
