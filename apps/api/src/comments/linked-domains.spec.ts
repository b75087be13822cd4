import { linkedDomains } from './linked-domains.ts';
import { measureText } from './measure-text.ts';

const domainsOf = (text: string, own?: string[]): string[] => linkedDomains(measureText(text).links, own);

describe('linked domains', () => {
  it.each([
    ['See https://blog.money.co.uk/a?b#c, and http://MONEY.co.uk!', ['money.co.uk']],
    ['[here](https://ann.github.io/x) and https://bert.github.io', ['ann.github.io', 'bert.github.io']],
    ['www.gold.example/offer', []],
    ['[gold](&#104;ttps://www.gold.example/offer)', ['gold.example']],
    ['<https://xn--e1afmkfd.xn--p1ai> https://пример.рф', ['xn--e1afmkfd.xn--p1ai']],
    ['Write to [me](mailto:ann@money.example) or ann@money.example', []],
    ['http://192.0.2.1/ http://[2001:db8::1]/ http://localhost:3000 https://', []],
    ['gold.example is no link', []],
  ])('are found in %j', (text, domains) => expect(domainsOf(text)).toEqual(domains));

  it('leave out the site’s own', () => {
    const own = ['https://www.gazette.example'];
    expect(domainsOf('https://gazette.example/a https://other.example', own)).toEqual(['other.example']);
  });

  it('are limited to ten', () => {
    const text = Array.from({ length: 30 }, (_, at) => `https://d${at}.example/`).join(' ');
    expect(domainsOf(text)).toHaveLength(10);
  });
});
