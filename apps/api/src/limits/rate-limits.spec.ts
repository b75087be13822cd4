import { limitRules } from './limit-rules';
import { RateLimits } from './rate-limits';

const secret = Buffer.alloc(32, 1);
const from = (author: string | undefined, address = '192.0.2.1') => ({ author, address, site: 'default' });

describe('rate limits', () => {
  it('stop one author, and say for how long', async () => {
    const limits = new RateLimits(secret, true);
    for (let n = 0; n < limitRules.post.perAuthor; n++) await limits.consume('post', from('ann'));
    await expect(limits.consume('post', from('ann'))).rejects.toMatchObject({
      code: 'too-many-requests',
      extensions: { retryAfterSeconds: expect.any(Number) },
    });
    await limits.consume('post', from('ben'));
    await limits.consume('flag', from('ann'));
  });

  it('stop one address, whoever hides behind it', async () => {
    const limits = new RateLimits(secret, true);
    for (let n = 0; n < limitRules.flag.perAddress; n++) await limits.consume('flag', from(undefined));
    await expect(limits.consume('flag', from(undefined))).rejects.toMatchObject({ code: 'too-many-requests' });
    await limits.consume('flag', from(undefined, '192.0.2.2'));
  });

  it('stop nobody when they are off', async () => {
    const limits = new RateLimits(secret, false);
    for (let n = 0; n < 1000; n++) await limits.consume('post', from('ann'));
    expect(limits.takeConsumed()).toEqual([]);
  });
});
