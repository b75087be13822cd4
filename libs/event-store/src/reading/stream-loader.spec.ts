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
    if (streamIds.includes('broken')) throw new Error('is no id');
    return new Map(streamIds.map((streamId) => [streamId, known.get(streamId) ?? []]));
  });
  beforeEach(() => asked.splice(0));

  it('that are wanted at once asks for each of them once, together', async () => {
    const read = await Promise.all(['a', 'b', 'a', 'none'].map((streamId) => loader.read(streamId)));
    expect(read.map((events) => events.length)).toEqual([1, 2, 1, 0]);
    expect(asked).toEqual([['a', 'b', 'none']]);
  });

  it('asks anew for what is wanted later', async () => {
    await loader.read('a');
    await loader.read('a');
    expect(asked).toEqual([['a'], ['a']]);
  });

  it('fails one that cannot be read, and not its neighbours', async () => {
    const [broken, fine] = await Promise.allSettled([loader.read('broken'), loader.read('a')]);
    expect(broken).toMatchObject({ status: 'rejected', reason: new Error('is no id') });
    expect(fine).toMatchObject({ status: 'fulfilled', value: [event('a')] });
  });

  it('asks for hundreds in several queries', async () => {
    await Promise.all(Array.from({ length: 450 }, (_, n) => loader.read(String(n))));
    expect(asked.map((streamIds) => streamIds.length)).toEqual([200, 200, 50]);
  });
});
