import { findingOf } from '../specification/screening.ts';
import { links } from './links.ts';

const found = (addresses: readonly string[], holdLinks: number) =>
  findingOf(links, 'Look.', { holdLinks }, { links: addresses });
const [a, b] = ['https://a.example/x', 'https://B.example:8080?y'];

describe('the links of a text', () => {
  it("cause a hold from the policy's number on, with count and hosts as evidence", () => {
    expect(found([a, b], 3)).toBeUndefined();
    expect(found([a, b, a], 3)).toEqual({
      rule: 'links',
      ruleVersion: 2,
      action: 'hold',
      evidence: { links: 3, from: 3, hosts: 'a.example, b.example' },
    });
  });

  it('never cause a hold if that number is 0', () => {
    expect(found([a, b], 0)).toBeUndefined();
  });

  it('in mail addresses are reported by host, without the person', () => {
    const mail = ['mailto:ada@c.example?cc=eve@d.example', 'mailto:eve', 'mailto:bob@e.example,kim@f.example'];
    expect(found(mail, 1)?.evidence).toEqual({ links: 3, from: 1, hosts: 'c.example, f.example' });
    expect(found(['mailto:eve', 'https://[::1]/'], 1)?.evidence).toEqual({ links: 2, from: 1 });
  });

  it('are reported with at most ten hosts', () => {
    const many = Array.from({ length: 20 }, (_, at) => `https://${at}.example`);
    expect(String(found(many, 1)?.evidence['hosts']).split(', ')).toHaveLength(10);
  });
});
