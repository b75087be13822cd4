import { type World, createWorld } from '#test/support/world/world';

const browser = { accept: 'text/html,*/*;q=0.8' };

interface Shown {
  readonly html: string;
  readonly ids: ReadonlySet<string>;
  readonly leads: readonly string[];
}

describe('the documentation at /docs', () => {
  let world: World;
  const pages = new Map<string, Shown>();
  /** Everything that the pages load or link to on this origin, with the page that does. */
  const linked = new Map<string, string>();
  const get = (path: string, headers: Record<string, string> = browser) =>
    fetch(new URL(path, world.url), { headers, redirect: 'manual' });

  beforeAll(async () => {
    world = await createWorld();
    await visit('/docs');
  }, 60_000);
  afterAll(() => world?.stop());

  /** Follows links from page to page. */
  async function visit(path: string): Promise<void> {
    const answer = await get(path);
    expect({ path, status: answer.status }).toEqual({ path, status: 200 });
    const html = await answer.text();
    const here = new URL(path, world.url);
    const leads = [...html.matchAll(/\b(?:href|src|data-index)="([^"]+)"/g)].map(
      ([, to]) => new URL(String(to), here).href,
    );
    pages.set(path, { html, leads, ids: new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => String(id))) });
    for (const lead of leads) {
      const { origin, pathname } = new URL(lead);
      if (origin !== here.origin) continue;
      linked.set(pathname, path);
      const isPage = /^\/docs(?:\/|$)/.test(pathname) && !/\.\w+$|^\/docs\/api\b/.test(pathname);
      if (isPage && !pages.has(pathname)) await visit(pathname);
    }
  }

  it('is one net of pages, in which every link, picture and anchor leads somewhere', async () => {
    expect(pages.size).toBeGreaterThan(60);
    for (const [path, from] of linked) {
      const { status } = await get(path);
      expect({ path, from, leads: status < 400 || path === '/widget.js' }).toEqual({ path, from, leads: true });
    }
    const broken = [...pages].flatMap(([path, { leads }]) =>
      leads.filter((lead) => {
        const { pathname, hash } = new URL(lead);
        const target = lead.startsWith(world.url) ? pages.get(pathname) : undefined;
        return hash !== '' && target && !target.ids.has(decodeURIComponent(hash.slice(1))) ? path : false;
      }),
    );
    expect(broken).toEqual([]);
  });

  it('loads nothing from elsewhere, and has no markup but its own', () => {
    for (const [path, { html }] of pages) {
      const loads = [...html.matchAll(/<(?:script|link|img)\b[^>]*?(?:src|href)="([^"]+)"/g)].map(([, to]) =>
        String(to),
      );
      expect({ path, elsewhere: loads.filter((to) => /^(?:[a-z]+:|\/)/.test(to)) }).toEqual({ path, elsewhere: [] });
      expect(html).not.toMatch(/<!--|<style|\son\w+=|\sstyle=/);
    }
  });

  it('has a strict policy, and is asked for again only when it changed', async () => {
    for (const path of ['/docs', '/docs/events', '/docs/search.json', '/docs/pictures/thread-light-1280.png']) {
      const first = await get(path);
      expect(first.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      expect(first.headers.get('cache-control')).toBe('public, no-cache');
      const etag = String(first.headers.get('etag'));
      expect((await get(path, { ...browser, 'if-none-match': etag })).status).toBe(304);
    }
  });

  it.each([
    '/docs/nothing',
    '/docs/nothing.html',
    '/docs/..%2fpackage.json',
    '/docs/%2e%2e/package.json',
    '/docs/examples/../../package.json',
    '/docs/project/package.json',
    '/docs/__proto__',
    '/docs/sso.md',
    '/docs/%ff',
  ])('%s is not found', async (path) => {
    const answer = await get(path);
    expect(answer.status === 404 || answer.status === 400).toBe(true);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('still answers where the description of the API was before', async () => {
    expect(await (await get('/docs/json')).json()).toMatchObject({ openapi: '3.1.0' });
    for (const [old, now] of [
      ['/docs/static/index.html', '/docs/api'],
      ['/docs/yaml', '/docs/api/yaml'],
      ['/docs/', '/docs'],
      ['/docs/events/?x=1', '/docs/events?x=1'],
    ] as const) {
      const answer = await get(old);
      expect(answer.status).toBe(308);
      expect(new URL(String(answer.headers.get('location')), new URL(old, world.url)).href).toBe(world.url + now);
    }
  });

  it('has an index for its search, whose places are anchors of its pages', async () => {
    const places = (await (await get('/docs/search.json')).json()) as {
      address: string;
      heading: string;
      text: string;
    }[];
    expect(places.length).toBeGreaterThan(300);
    for (const { address } of places) {
      const { pathname, hash } = new URL(address, `${world.url}/docs/search.json`);
      expect({ address, isPage: pages.has(pathname) }).toEqual({ address, isPage: true });
      if (hash) expect(pages.get(pathname)?.ids).toContain(decodeURIComponent(hash.slice(1)));
    }
  });
});
