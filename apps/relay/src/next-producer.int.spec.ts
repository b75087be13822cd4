import { suiteLog } from '#test/support/database/suite-log';
import { LeadershipLost } from './checkpoint.ts';
import { nextProducer } from './next-producer.ts';

describe('the producers of a line', () => {
  const suite = suiteLog();
  let ids = 40;
  const next = (epoch: number, log = 'log.1') =>
    nextProducer(suite.pool, { line: 'article-counts', epoch, log }, async () => String((ids += 1)));

  it('are numbered by the epochs of one producer id', async () => {
    const first = await next(1);
    expect(first.epoch).toBe(0);
    expect(await next(1)).toEqual({ ...first, epoch: 1 });
    expect(await next(2)).toEqual({ ...first, epoch: 2 });
  });

  it('are not assigned to a relay with an older lease', async () => {
    await next(1);
    const { epoch } = await next(2);
    await expect(next(1)).rejects.toThrow(LeadershipLost);
    expect((await next(2)).epoch).toBe(epoch + 1);
  });

  it('skip epochs that a restored backup may not contain', async () => {
    await next(1);
    expect((await next(1, 'log.2')).epoch).toBe(1000);
    expect((await next(1, 'log.2')).epoch).toBe(1001);
  });

  it('get another id when all epochs of one are used', async () => {
    const { producerId } = await next(1);
    await suite.pool.query('update relay_producers set producer_epoch = 32767');
    const fresh = await next(1);
    expect(fresh.epoch).toBe(0);
    expect(fresh.producerId).not.toBe(producerId);
  });
});
