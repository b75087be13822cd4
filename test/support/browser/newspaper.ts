import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { type World, createWorld } from '#test/support/world/world';
import { launchBrowser } from './launch-browser.ts';
import { serveHostPage } from '../../../docker/host-page/host-page.mjs';

/** A newspaper site on a separate origin with a strict content security policy, whose article embeds the comments. */
export interface PublishedNewspaper {
  readonly world: World;
  readonly url: string;
  /** Sets the token that the newspaper's own sign-in returns; null when no reader is signed in. */
  signIn(token: string | null): void;
  post(article: string, body: string, options?: PostOptions): Promise<string>;
  stop(): Promise<void>;
}

/** A published newspaper and a browser to read it with. */
export interface Newspaper extends PublishedNewspaper {
  readonly browser: Browser;
  /** Opens a new browser profile for one reader. */
  reader(options?: BrowserContextOptions): Promise<Reader>;
}

interface PostOptions {
  readonly name?: string;
  readonly parentId?: string;
  readonly token?: string;
}

export interface Reader {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors from the browser's console, content security policy violations included. */
  readonly complaints: string[];
  open(article: string, query?: Record<string, string>, hash?: string): Promise<Locator>;
  close(): Promise<void>;
}

export async function openNewspaper(environment: Record<string, string> = {}): Promise<Newspaper> {
  const published = await publishNewspaper(environment);
  const browser = await launchBrowser();
  return {
    ...published,
    browser,
    reader: (options) => newReader(browser, published.url, options),
    stop: async () => {
      await browser.close();
      await published.stop();
    },
  };
}

export async function publishNewspaper(environment: Record<string, string> = {}): Promise<PublishedNewspaper> {
  let token: string | null = null;
  let service = '';
  const host = await serveHostPage({ service: () => service, token: async () => token });
  // `*` allows calls from any page. Forms sent without a script are accepted only from origins that are listed by name.
  const world = await createWorld({ ALLOWED_ORIGINS: `*,${host.url}`, ...environment });
  service = world.url;
  return {
    world,
    url: host.url,
    signIn: (given) => {
      token = given;
    },
    post: (article, body, options) => post(world, article, body, options),
    stop: async () => {
      await host.stop();
      await world.stop();
    },
  };
}

async function newReader(browser: Browser, url: string, options?: BrowserContextOptions): Promise<Reader> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options });
  context.setDefaultTimeout(60_000); // longer means that the page hangs
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  return {
    context,
    page,
    complaints,
    open: async (article, query = {}, hash = '') => {
      await page.goto(`${url}/article?${new URLSearchParams({ article, ...query }).toString()}${hash}`);
      return page.locator('comment-thread');
    },
    close: () => context.close(),
  };
}

async function post(world: World, article: string, body: string, options: PostOptions = {}): Promise<string> {
  const { name = 'Ada', parentId, token } = options;
  const answer = await world.call('POST', `/v1/sites/default/articles/${article}/comments`, {
    token,
    body: { body, ...(parentId !== undefined && { parentId }), ...(token === undefined && { author: { name } }) },
  });
  if (answer.status !== 201) throw new Error(`not posted: ${JSON.stringify(answer.body)}`);
  await world.settled();
  return answer.body.comment.id as string;
}

/** Changes some fields of the site's policy. */
export async function changePolicy({ world }: Newspaper, changes: object): Promise<void> {
  const token = await world.token({ sub: 'policy', roles: ['admin'] });
  const { body, headers } = await world.call('GET', '/v1/sites/default/policy', { token });
  const answer = await world.call('PUT', '/v1/sites/default/policy', {
    token,
    headers: { 'if-match': headers.get('etag') ?? '' },
    body: { ...(body.policy ?? body), ...changes },
  });
  if (answer.status !== 200) throw new Error(`not changed: ${JSON.stringify(answer.body)}`);
  await world.settled();
}
