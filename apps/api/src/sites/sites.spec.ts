import type { StoredEvent } from '#event-store/event';
import { Sites } from './sites.ts';

const event = (siteId: string, version: number, origins: string[] = []) =>
  ({
    type: 'SiteChanged',
    schemaVersion: 1,
    siteId,
    version,
    position: version,
    sealed: null,
    meta: {},
    data: { name: null, timeZone: 'UTC', origins, actorId: null },
    recordedAt: new Date(0),
  }) as unknown as StoredEvent;

/** Sites with a fake log and a fake clock. */
function sitesOver(answers: (() => Promise<StoredEvent[]>)[], allowedOrigins: string[] = []) {
  const clock = { now: 10_000 };
  const readStream = jest.fn(() => answers.shift()?.() ?? Promise.resolve([]));
  const options = { sites: ['sport'], allowedOrigins };
  return { clock, readStream, sites: new Sites({ readStream }, options, () => clock.now) };
}
const resolved = (events: StoredEvent[]) => () => Promise.resolve(events);

describe('the sites in memory', () => {
  it('are the default one, those of SITES and the created ones', async () => {
    const { sites } = sitesOver([resolved([event('culture', 1)])]);
    await sites.read();
    expect(sites.all()).toEqual(['culture', 'default', 'sport']);
    expect(['default', 'sport', 'culture', 'other'].map((site) => sites.has(site))).toEqual([true, true, true, false]);
  });

  it('are read again for an unknown site, at most once a second', async () => {
    const { sites, clock, readStream } = sitesOver([resolved([]), resolved([event('new', 1)])]);
    await sites.read();
    for (const name of ['a', 'b', 'new']) expect(await sites.exists(name)).toBe(false);
    expect(readStream).toHaveBeenCalledTimes(1);
    clock.now += 1000;
    expect(await Promise.all(['a', 'new', 'b'].map((name) => sites.exists(name)))).toEqual([false, true, false]);
    expect(readStream).toHaveBeenCalledTimes(2);
  });

  it('stay unchanged while the database is unavailable', async () => {
    const { sites, clock } = sitesOver([resolved([event('made', 1)]), () => Promise.reject(new Error('away'))]);
    await sites.read();
    clock.now += 1000;
    expect(await sites.exists('unknown')).toBe(false);
    expect(await sites.exists('made')).toBe(true);
  });

  it('are not replaced by a late, older result', async () => {
    let answerLate: (events: StoredEvent[]) => void = () => undefined;
    const late = () => new Promise<StoredEvent[]>((resolve) => void (answerLate = resolve));
    const { sites } = sitesOver([late, resolved([event('one', 1), event('two', 2)])]);
    const first = sites.read();
    await sites.read();
    answerLate([event('one', 1)]);
    await first;
    expect(sites.has('two')).toBe(true);
  });
});

it('a site that a restored log lacks no longer exists', async () => {
  const { sites } = sitesOver([resolved([event('made', 1), event('later', 2)]), resolved([event('made', 1)])]);
  await sites.read();
  await sites.read();
  expect([sites.has('made'), sites.has('later')]).toEqual([true, false]);
});

describe('the origins of a site’s pages', () => {
  it('are ALLOWED_ORIGINS and the site’s own', async () => {
    const { sites } = sitesOver(
      [resolved([event('own', 1, ['https://own.example'])])],
      ['https://News.example:443/', 'https://news.example'],
    );
    await sites.read();
    sites.setOwnOrigins(['http://127.0.0.1:3000']);
    expect(sites.originsOf('default')).toEqual(['https://news.example']);
    expect(sites.originsOf('own')).toEqual(['https://news.example', 'https://own.example']);
    expect(sites.everyOrigin).toEqual(['https://news.example', 'https://own.example']);
    expect(sites.pageOrigins('own')).toEqual(['https://news.example', 'https://own.example', 'http://127.0.0.1:3000']);
  });

  it('leave out the asterisk', async () => {
    const { sites } = sitesOver([resolved([event('own', 1, ['https://own.example'])])], ['*']);
    await sites.read();
    expect(sites.pageOrigins('default')).toEqual([]);
    expect(sites.pageOrigins('own')).toEqual(['https://own.example']);
  });
});
