import { type ReadModelStanding, ReadModelStandings } from './standings.ts';

const at = (position: number, status: ReadModelStanding['status'] = 'active'): ReadModelStanding => ({
  generation: 1,
  position,
  status,
});

describe('waiting for read models', () => {
  it('ends when all of them have reached the position', async () => {
    const standings = new ReadModelStandings();
    standings.set('one', at(5));
    const reached: string[] = [];
    const waiting = standings.reached(['one', 'two'], 5).then(() => reached.push('both'));
    standings.set('two', at(4));
    await Promise.resolve();
    expect(reached).toEqual([]);
    standings.set('two', at(5));
    await waiting;
    expect(reached).toEqual(['both']);
  });

  it('fails when one is stopped before the position', async () => {
    const standings = new ReadModelStandings();
    const waiting = standings.reached(['one'], 5);
    standings.set('one', at(4, 'stopped'));
    await expect(waiting).rejects.toThrow('the read model one is stopped before position 5');
    await expect(standings.reached(['one'], 4)).resolves.toBeUndefined();
  });

  it('fails when the projector is stopped', async () => {
    const standings = new ReadModelStandings();
    const waiting = standings.reached(['one'], 5);
    standings.close();
    await expect(waiting).rejects.toThrow('the projector was stopped');
  });

  it('notifies listeners until they unsubscribe', async () => {
    const standings = new ReadModelStandings();
    const calls: string[] = [];
    const stopListening = standings.onMoved(() => calls.push('moved'));
    standings.set('one', at(1));
    await Promise.resolve();
    stopListening();
    standings.set('one', at(2));
    await Promise.resolve();
    expect(calls).toEqual(['moved']);
    expect(standings.all()).toEqual(new Map([['one', at(2)]]));
  });
});
