import { AddressHashes } from '../addresses/address-hashes';
import { limitRules } from './limit-rules';
import { RateLimits } from './rate-limits';

const peppers = new Map([['2026-03-01', Buffer.alloc(32, 2)]]);
const hashes = new AddressHashes(Buffer.alloc(32, 1), { today: () => '2026-03-01', living: async () => peppers });
const from = (author: string | undefined, address = '192.0.2.1') => ({ author, address, site: 'default' });

describe('rate limits', () => {
  it('stop one author, and say for how long', async () => {
    const limits = new RateLimits(hashes, true);
    for (let n = 0; n < limitRules.post.perAuthor; n++) await limits.consume('post', from('ann'));
    await expect(limits.consume('post', from('ann'))).rejects.toMatchObject({
      code: 'too-many-requests',
      extensions: { retryAfterSeconds: expect.any(Number) },
    });
    await limits.consume('post', from('ben'));
    await limits.consume('flag', from('ann'));
  });

  it('count a call as often as it costs', async () => {
    const limits = new RateLimits(hashes, true);
    const dear = { ...from('ann'), points: limitRules.preview.perAuthor / 2 };
    await limits.consume('preview', dear);
    await limits.consume('preview', dear);
    await expect(limits.consume('preview', from('ann'))).rejects.toMatchObject({ code: 'too-many-requests' });
    expect(limits.takeConsumed().map(({ points }) => points)).toContain(limitRules.preview.perAuthor);
  });

  it('stop one address, whoever hides behind it', async () => {
    const limits = new RateLimits(hashes, true);
    for (let n = 0; n < limitRules.flag.perAddress; n++) await limits.consume('flag', from(undefined));
    await expect(limits.consume('flag', from(undefined))).rejects.toMatchObject({ code: 'too-many-requests' });
    await limits.consume('flag', from(undefined, '192.0.2.2'));
  });

  it('take all of an IPv6 network for one address: its holder may use any of it', async () => {
    const limits = new RateLimits(hashes, true);
    for (let n = 0; n < limitRules.flag.perAddress; n++)
      await limits.consume('flag', from(undefined, `2001:db8:0:1::${n.toString(16)}`));
    const refused = limits.consume('flag', from(undefined, '2001:db8:0:1:ffff::1'));
    await expect(refused).rejects.toMatchObject({ code: 'too-many-requests' });
    await limits.consume('flag', from(undefined, '2001:db8:0:2::1'));
  });

  it('stop nobody when they are off', async () => {
    const limits = new RateLimits(hashes, false);
    for (let n = 0; n < 1000; n++) await limits.consume('post', from('ann'));
    expect(limits.takeConsumed()).toEqual([]);
  });
});
