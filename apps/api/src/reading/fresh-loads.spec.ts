import { FreshLoads } from './fresh-loads.ts';

/** A load that ends when `end` is called. */
function pending(): { load: () => Promise<string>; end: (value: string) => void } {
  let end: (value: string) => void = () => undefined;
  const loading = new Promise<string>((resolve) => {
    end = resolve;
  });
  return { load: () => loading, end };
}

describe('a loaded value', () => {
  const never = (): Promise<string> => Promise.reject(new Error('the value was loaded again'));

  it('is loaded once until it is invalidated', async () => {
    const loads = new FreshLoads<string>({ max: 10 });
    await loads.load('a', async () => 'old');
    expect(await loads.load('a', never)).toBe('old');
    loads.forget('a');
    expect(await loads.load('a', async () => 'new')).toBe('new');
  });

  it.each<[string, (loads: FreshLoads<string>) => void]>([
    ['by its key', (loads) => loads.forget('a')],
    ['by its value', (loads) => loads.forgetValue('old')],
    ['with everything', (loads) => loads.clear()],
  ])('is not restored by a load that began before its invalidation %s', async (_how, forget) => {
    const loads = new FreshLoads<string>({ max: 10 });
    const { load, end } = pending();
    const before = loads.load('a', load);
    forget(loads);
    expect(await loads.load('a', async () => 'new')).toBe('new');
    end('old');
    expect(await before).toBe('old');
    expect(loads.get('a')).toBe('new');
  });

  it('is returned with all others even if it is invalidated or evicted during the load', async () => {
    const loads = new FreshLoads<string>({ max: 1 });
    await loads.load('a', async () => 'A');
    const both = await loads.loadAll(['a', 'b'], async (missing) => {
      loads.forget('a');
      return new Map(missing.map((key) => [key, key.toUpperCase()]));
    });
    expect([...both]).toEqual([
      ['a', 'A'],
      ['b', 'B'],
    ]);
  });
});
