import type { BrowserContextOptions, Page } from 'playwright-core';
import { signInToDesk } from '#test/support/sign-in/desk';
import type { DeskPerson } from '#api/desk/desk-person';
import type { Newspaper } from './newspaper.ts';

const site = '/v1/sites/default';

/** A tab of the desk in which a moderator is signed in. */
export interface DeskTab {
  readonly page: Page;
  /** Errors from the browser's console, content security policy violations included. */
  readonly complaints: string[];
  /** Opens a path within the site (`policy`, `authors/…`), and waits for its heading. */
  open(path: string, heading: string | RegExp): Promise<void>;
  close(): Promise<void>;
}

export async function openDesk(
  { world, browser }: Newspaper,
  person: Partial<DeskPerson>,
  options: BrowserContextOptions = {},
): Promise<DeskTab> {
  const { cookie } = await signInToDesk(world, person);
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options });
  context.setDefaultTimeout(60_000); // a hang
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: world.url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  return {
    page,
    complaints,
    open: async (path, heading) => {
      await page.goto(`${world.url}/desk/sites/default/${path}`);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    },
    close: () => context.close(),
  };
}

/** Ids of the seeded comments, by purpose. */
export interface Seeded {
  readonly author: string;
  /** A comment that was held, edited, reported, noted and rejected, and whose decision was undone. */
  readonly eventful: string;
}

/** Fills a site with articles, comments, reports, and decisions by two moderators. */
export async function seedNewsroom({ world }: Newspaper): Promise<Seeded> {
  const call = async (
    method: string,
    path: string,
    who: Parameters<typeof world.token>[0],
    body?: unknown,
    headers = {},
  ) => {
    const answer = await world.call(method, site + path, { token: await world.token(who), body, headers });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const admin = { sub: 'ada', name: 'Ada Admin', roles: ['admin'] };
  const mo = { sub: 'mo', name: 'Mo Mercer', roles: ['moderator'] };
  const jo = { sub: 'jo', name: 'Jo Juarez', roles: ['moderator'] };
  const { policy } = await call('GET', '/policy', admin);
  const messages = [
    {
      reason: 'abuse',
      title: 'Please stay civil',
      text: 'Dear {name},\nyour comment on “{article}” insults people. {rules}',
    },
    { reason: 'spam', title: 'No advertising', text: 'We remove advertising from {site}.' },
  ];
  const changed = {
    ...policy,
    suspectWords: ['scandal', 'idiot*'],
    rejectionMessages: messages,
    rulesUrl: 'https://news.example/rules',
  };
  await call('PUT', '/policy', admin, changed, { 'if-match': '"0"' });
  const post = async (article: string, name: string, body: string): Promise<string> => {
    const posted = await call('POST', `/articles/${article}/comments`, { sub: name, name }, { body });
    return posted.comment.id as string;
  };
  const bridge = 'harbour-bridge';
  for (const [article, settings] of Object.entries(articles))
    await call('PUT', `/articles/${article}`, admin, settings);
  const eventful = await post(bridge, 'Lea Brandt', 'The bridge is a scandal, and the man who planned it is an idiot.');
  await call(
    'PATCH',
    `/comments/${eventful}`,
    { sub: 'Lea Brandt', name: 'Lea Brandt' },
    { body: 'The bridge is a scandal. Who planned it?' },
  );
  const fine = await post(bridge, 'Lea Brandt', 'I walked over the new bridge this morning: a marvel of engineering.');
  const third = await post(bridge, 'Omar Haddad', 'الجسر الجديد جميل جدًا، شكرًا لكل من بناه.');
  for (const [at, name] of ['Pia', 'Quentin', 'Rosa', 'Sam'].entries())
    await post(
      at % 2 ? 'ferry' : 'budget',
      name,
      `${name} thinks that the ferry should stay, whatever the bridge costs. Scandal ${at}!`,
    );
  await call(
    'POST',
    `/comments/${fine}/flags`,
    { sub: 'Pia', name: 'Pia' },
    { reason: 'off-topic', note: 'Not about the tolls.' },
  );
  await world.settled();
  const decide = async (who: typeof mo, decisions: readonly object[]) => {
    await call('POST', '/moderation/decisions', who, { decisions });
    await world.settled();
  };
  await decide(mo, [
    {
      commentId: eventful,
      decision: 'reject',
      reason: 'abuse',
      note: 'Second time this week.',
      message: 'Please stay civil.',
    },
  ]);
  await call('POST', '/moderation/undo', jo, { commentId: eventful });
  await call('POST', `/moderation/items/${eventful}/notes`, jo, { note: 'It is a question. Let us publish it.' });
  await decide(jo, [{ commentId: third, decision: 'approve' }]);
  await decide(mo, [{ commentId: eventful, decision: 'escalate' }]);
  const author = (await call('GET', `/moderation/items/${eventful}`, mo)).comment.author.id as string;
  await call('POST', `/authors/${author}/restrictions`, mo, {
    kind: 'premoderated',
    reason: 'Insulted planners twice.',
  });
  await world.settled();
  return { author, eventful };
}

const articles: Readonly<Record<string, { url: string; title: string }>> = {
  'harbour-bridge': { url: 'https://news.example/harbour-bridge', title: 'The new harbour bridge opens a year late' },
  ferry: { url: 'https://news.example/ferry', title: 'Will the last ferry stay?' },
  budget: { url: 'https://news.example/budget', title: 'Council votes on the budget' },
};
