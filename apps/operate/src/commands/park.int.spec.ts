import { readParked } from '#relay/parked';
import { anAppend } from '#test/support/database/appends';
import { suiteLog } from '#test/support/database/suite-log';
import { park } from './park.ts';

describe('parking an event', () => {
  const suite = suiteLog();
  const append = async (): Promise<number> => {
    const appended = await suite.log.append(anAppend());
    return appended.kind === 'appended' ? appended.position : 0;
  };
  const parked = async (): Promise<number> => (await readParked(suite.pool, 0, 1000)).size;

  it('stores an unpublished event with a reason', async () => {
    const position = await append();
    expect(await park(suite, position, 'larger than brokers accept')).toContain(`at position ${position}`);
    expect(await readParked(suite.pool, 0, position)).toEqual(new Map([[position, 'larger than brokers accept']]));
  });

  it('is refused if there is no such event', async () => {
    const position = await append();
    await expect(park(suite, position + 1, 'none such')).rejects.toThrow(`no event at position ${position + 1}`);
    expect(await parked()).toBe(0);
  });

  it('is refused without a reason, and with one of more than 300 characters', async () => {
    const position = await append();
    await expect(park(suite, position, '')).rejects.toThrow('--reason');
    await expect(park(suite, position, 'x'.repeat(301))).rejects.toThrow('--reason');
    expect(await parked()).toBe(0);
    await park(suite, position, 'x'.repeat(300));
    expect(await parked()).toBe(1);
  });

  it('is refused after the event was published', async () => {
    const [first, second] = [await append(), await append()];
    await suite.pool.query(`insert into relay_checkpoint values ('events', 1, $1, '{}')`, [first]);
    await expect(park(suite, first, 'too late')).rejects.toThrow('already published');
    await park(suite, second, 'in time');
    expect(await parked()).toBe(1);
  });
});
