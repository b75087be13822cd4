import { AddressHashes } from '../addresses/address-hashes.ts';
import type { Limited } from '#contracts/routes/route';
import { limitRules, rangeFactor } from './limit-rules.ts';
import { RateLimits } from './rate-limits.ts';
import { WindowCounter } from './window-counter.ts';

const peppers = new Map([['2026-03-01', Buffer.alloc(32, 2)]]);
const hashes = new AddressHashes(
  { keys: { addresses: Buffer.alloc(32, 1) } },
  { today: () => '2026-03-01', living: async () => peppers },
);
const from = (author: string | undefined, address = '192.0.2.1') => ({ author, address, site: 'default' });

describe('rate limits', () => {
  it('refuse an author over the limit, with the time to wait', async () => {
    const limits = new RateLimits(hashes, { rateLimits: true });
    for (let n = 0; n < limitRules.post.perAuthor; n++) await limits.consume('post', from('ann'));
    await expect(limits.consume('post', from('ann'))).rejects.toMatchObject({
      code: 'too-many-requests',
      extensions: { retryAfterSeconds: expect.any(Number) },
    });
    await limits.consume('post', from('ben'));
    await limits.consume('report', from('ann'));
  });

  it('count a request with its points', async () => {
    const limits = new RateLimits(hashes, { rateLimits: true });
    const dear = { ...from('ann'), points: limitRules.preview.perAuthor / 2 };
    await limits.consume('preview', dear);
    await limits.consume('preview', dear);
    await expect(limits.consume('preview', from('ann'))).rejects.toMatchObject({ code: 'too-many-requests' });
    expect(limits.takeConsumed().map(({ points }) => points)).toContain(limitRules.preview.perAuthor);
  });

  it('refuse an address over the limit, for any author', async () => {
    const limits = new RateLimits(hashes, { rateLimits: true });
    for (let n = 0; n < limitRules.report.perAddress; n++) await limits.consume('report', from(undefined));
    await expect(limits.consume('report', from(undefined))).rejects.toMatchObject({ code: 'too-many-requests' });
    await limits.consume('report', from(undefined, '192.0.2.2'));
  });

  it('count an IPv6 /64 as one address', async () => {
    const limits = new RateLimits(hashes, { rateLimits: true });
    for (let n = 0; n < limitRules.report.perAddress; n++)
      await limits.consume('report', from(undefined, `2001:db8:0:1::${n.toString(16)}`));
    const refused = limits.consume('report', from(undefined, '2001:db8:0:1:ffff::1'));
    await expect(refused).rejects.toMatchObject({ code: 'too-many-requests' });
    await limits.consume('report', from(undefined, '2001:db8:0:2::1'));
  });

  it('refuse an IPv6 /48 at ten times the limit of an address', async () => {
    const limits = new RateLimits(hashes, { rateLimits: true });
    const inRange = (n: number) => from(undefined, `2001:db8:0:${n.toString(16)}::1`);
    for (let n = 0; n < rangeFactor * limitRules.report.perAddress; n++) await limits.consume('report', inRange(n));
    await expect(limits.consume('report', inRange(0xffff))).rejects.toMatchObject({ code: 'too-many-requests' });
    await limits.consume('report', from(undefined, '2001:db8:1::1'));
  });

  it('do not count refused requests of a network against its range', async () => {
    const limits = new RateLimits(hashes, { rateLimits: true });
    for (let n = 0; n < limitRules.report.perAddress; n++)
      await limits.consume('report', from(undefined, '2001:db8::1'));
    for (let n = 0; n < rangeFactor * limitRules.report.perAddress; n++)
      await expect(limits.consume('report', from(undefined, '2001:db8::1'))).rejects.toThrow('Try again');
    await limits.consume('report', from(undefined, '2001:db8:0:1::1'));
  });

  it.each(Object.keys(limitRules) as Limited[])(
    'have a limit for the address range with each limit for an address: %s',
    async (what) => {
      const { perAddress } = limitRules[what];
      const asked = new Map<string, number>();
      class Watched extends WindowCounter {
        override wait(key: string, most: number): number {
          asked.set(key.split('|')[0] ?? '', most);
          return super.wait(key, most);
        }
      }
      await new RateLimits(hashes, { rateLimits: true }, new Watched()).consume(what, from('ann', '2001:db8::1'));
      expect(asked.get(`${what} address`)).toBe(perAddress);
      expect(asked.get(`${what} range`)).toBe(rangeFactor * perAddress);
    },
  );

  it('keep no keys of refused requests, and at most the allowed number', async () => {
    const counter = new WindowCounter(50);
    const limits = new RateLimits(hashes, { rateLimits: true }, counter);
    for (let n = 0; n < limitRules.signIn.perAddress; n++) await limits.consume('signIn', from(undefined, '192.0.2.1'));
    limits.takeConsumed();
    for (let n = 0; n < 100; n++) await limits.consume('signIn', from(undefined, '192.0.2.1')).catch(() => undefined);
    expect([counter.size, limits.takeConsumed()]).toEqual([1, []]);
    for (let n = 0; n < 1000; n++) await limits.consume('post', from(`author ${n}`, `198.51.${n >> 8}.${n & 255}`));
    expect(counter.size).toBe(50);
  });

  it('do not share the counts of reads', async () => {
    const limits = new RateLimits(hashes, { rateLimits: true });
    await limits.consume('read', from('ann'));
    expect(limits.takeConsumed()).toEqual([]);
    await limits.consume('post', from('ann'));
    expect(limits.takeConsumed()).toHaveLength(3);
  });

  it('refuse nothing when they are off', async () => {
    const limits = new RateLimits(hashes, { rateLimits: false });
    for (let n = 0; n < 1000; n++) await limits.consume('post', from('ann'));
    expect(limits.takeConsumed()).toEqual([]);
  });
});
