import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './launch-browser.ts';
import type { DeskPerson } from '#api/desk/desk-person';
import { signInToDesk } from '#test/support/sign-in/desk';
import { type Answer, type World, createWorld } from '#test/support/world/world';

/** A service with comments that wait, and a browser for the moderators who work on them. */
export interface Newsroom {
  readonly world: World;
  /** Signs a moderator in, in a new browser profile without an open page. */
  moderator(name: string, options?: BrowserContextOptions & Access): Promise<Moderator>;
  /** Posts comments that are held: their article is premoderated. Resolves with their ids, in order. */
  readonly hold: (bodies: readonly string[], article?: string) => Promise<string[]>;
  /** Approves all waiting comments. */
  clear(): Promise<void>;
  /** Calls the API directly, with a moderator's token. */
  // oxlint-disable-next-line typescript/no-explicit-any -- specs read answers without types, as other clients do
  readonly call: (method: string, path: string, body?: unknown, as?: string) => Promise<Answer<any>>;
  /** Returns the current status of a comment. */
  statusOf(commentId: string): Promise<string>;
  stop(): Promise<void>;
}

/** Roles, sites and queues of a moderator; by default all sites and queues. */
type Access = Pick<Partial<DeskPerson>, 'roles' | 'sites' | 'queues'>;

export interface Moderator {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors from the browser's console, content security policy violations included. */
  readonly complaints: string[];
  /** Opens a page of the desk, and waits for its live stream if the page has one (`live`, the default). */
  readonly open: (path: string, stream?: 'live' | 'none') => Promise<void>;
  readonly press: (...keys: string[]) => Promise<void>;
  /** The text of the top card's comment. */
  readonly top: () => Promise<string>;
  readonly close: () => Promise<void>;
}

export const site = '/v1/sites/default';

export async function openNewsroom(environment: Record<string, string> = {}): Promise<Newsroom> {
  const world = await createWorld(environment);
  const browser = await launchBrowser();
  const call: Newsroom['call'] = async (method, path, body, as = 'Mira') => {
    const token = await world.token({ sub: as.toLowerCase(), name: as, roles: ['moderator'] });
    return world.call(method, `${site}${path}`, { token, ...(body !== undefined && { body }) });
  };
  return {
    world,
    call,
    clear: () => clear(world, call),
    statusOf: async (id) => {
      await world.settled();
      return (await call('GET', `/moderation/items/${id}`)).body.comment.status as string;
    },
    moderator: (name, options) => newModerator(world, browser, name, options),
    hold: (bodies, article = 'harbour-bridge') => hold(world, bodies, article),
    stop: async () => {
      await browser.close();
      await world.stop();
    },
  };
}

async function newModerator(
  world: World,
  browser: Browser,
  name: string,
  { roles = ['moderator'], sites, queues, ...options }: BrowserContextOptions & Access = {},
): Promise<Moderator> {
  const person = { name, roles, ...(sites && { sites }), ...(queues && { queues }) };
  const { cookie } = await signInToDesk(world, person);
  const [cookieName = '', value = ''] = cookie.split('=');
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options });
  context.setDefaultTimeout(60_000); // a hang
  await context.addCookies([{ name: cookieName, value, url: world.url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return {
    context,
    page,
    complaints,
    open: async (path, stream = 'live') => {
      const opened = stream === 'live' ? page.waitForResponse(/\/moderation\/live$/) : Promise.resolve();
      await Promise.all([page.goto(`${world.url}/desk${path}`), opened]);
    },
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    top: async () => (await page.locator('.card > .comment-text').textContent()) ?? '',
    close: () => context.close(),
  };
}

async function clear(world: World, call: Newsroom['call']): Promise<void> {
  for (const queue of ['pending', 'reported', 'escalated']) {
    await world.settled();
    const { body } = await call('GET', `/moderation/queues/${queue}?limit=100`);
    const decisions = body.items.map(({ comment }: { comment: { id: string } }) => ({
      commentId: comment.id,
      decision: 'approve',
    }));
    if (decisions.length > 0) await call('POST', '/moderation/decisions', { decisions });
  }
  await world.settled();
}

/** As `Newsroom.hold`. */
export async function hold(world: World, bodies: readonly string[], article: string): Promise<string[]> {
  const staff = await world.token({ sub: 'cms', name: 'CMS', roles: ['moderator'] });
  const title = 'The old harbour bridge will close for two years';
  await world.call('PUT', `${site}/articles/${article}`, { token: staff, body: { mode: 'pre', title } });
  const ids: string[] = [];
  for (const [at, body] of bodies.entries()) {
    const author = { name: names[at % names.length] };
    const { status, body: answer } = await world.call('POST', `${site}/articles/${article}/comments`, {
      body: { body, author },
    });
    if (status !== 201) throw new Error(`not posted: ${JSON.stringify(answer)}`);
    ids.push(answer.comment.id as string);
  }
  await world.settled();
  return ids;
}

const names = ['Ingrid Solberg', 'Tom Okafor', 'Lucía Márquez', 'Wei Chen', 'Karl-Heinz Vogt', 'ليلى حداد'];
