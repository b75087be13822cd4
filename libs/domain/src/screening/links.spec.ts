import { findingOf } from '../specification/screening.ts';
import { links } from './links.ts';

const found = (addresses: readonly string[], holdLinks: number) =>
  findingOf(links, 'Look.', { holdLinks }, { links: addresses });
const [a, b] = ['https://a.example/x', 'https://B.example:8080?y'];

describe('the links of a text', () => {
  it('are doubted from the number that the policy names on, and say so, and where they lead to', () => {
    expect(found([a, b], 3)).toBeUndefined();
    expect(found([a, b, a], 3)).toEqual({
      rule: 'links',
      ruleVersion: 2,
      action: 'hold',
      evidence: { links: 3, from: 3, hosts: 'a.example, b.example' },
    });
  });

  it('are never doubted where that number is 0', () => {
    expect(found([a, b], 0)).toBeUndefined();
  });

  it('name of mail its host alone, and nobody', () => {
    const mail = ['mailto:ada@c.example?cc=eve@d.example', 'mailto:eve', 'mailto:bob@e.example,kim@f.example'];
    expect(found(mail, 1)?.evidence).toEqual({ links: 3, from: 1, hosts: 'c.example, f.example' });
    expect(found(['mailto:eve', 'https://[::1]/'], 1)?.evidence).toEqual({ links: 2, from: 1 });
  });

  it('name no more than ten hosts', () => {
    const many = Array.from({ length: 20 }, (_, at) => `https://${at}.example`);
    expect(String(found(many, 1)?.evidence['hosts']).split(', ')).toHaveLength(10);
  });
});
