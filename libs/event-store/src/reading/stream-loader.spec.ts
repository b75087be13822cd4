import type { StoredEvent } from '../event.ts';
import { StreamLoader } from './stream-loader.ts';

const event = (streamId: string) => ({ streamId }) as StoredEvent;

describe('reading streams', () => {
  const asked: string[][] = [];
  const known = new Map([
    ['a', [event('a')]],
    ['b', [event('b'), event('b')]],
  ]);
  const loader = new StreamLoader(async (streamIds) => {
    asked.push([...streamIds]);
    if (streamIds.includes('broken')) throw new Error('not an id');
    return new Map(streamIds.map((streamId) => [streamId, known.get(streamId) ?? []]));
  });
  beforeEach(() => asked.splice(0));

  it('in the same turn queries each stream once, together', async () => {
    const read = await Promise.all(['a', 'b', 'a', 'none'].map((streamId) => loader.read(streamId)));
    expect(read.map((events) => events.length)).toEqual([1, 2, 1, 0]);
    expect(asked).toEqual([['a', 'b', 'none']]);
  });

  it('later queries again', async () => {
    await loader.read('a');
    await loader.read('a');
    expect(asked).toEqual([['a'], ['a']]);
  });

  it('fails for a stream that cannot be read, and not for the others', async () => {
    const [broken, fine] = await Promise.allSettled([loader.read('broken'), loader.read('a')]);
    expect(broken).toMatchObject({ status: 'rejected', reason: new Error('not an id') });
    expect(fine).toMatchObject({ status: 'fulfilled', value: [event('a')] });
  });

  it('of hundreds uses several queries', async () => {
    await Promise.all(Array.from({ length: 450 }, (_, n) => loader.read(String(n))));
    expect(asked.map((streamIds) => streamIds.length)).toEqual([200, 200, 50]);
  });
});
