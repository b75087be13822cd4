import type { Locator } from 'playwright-core';
import { picture, violations } from '#test/support/browser/accessibility';
import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';

const site = '/v1/sites/default';
/** Each theme and each width once: colours do not depend on the width. */
const looks = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 320 },
] as const;

let paper: Newspaper;
let lea: string;

beforeAll(async () => {
  paper = await openNewspaper();
  lea = await paper.world.token({ sub: 'lea', name: 'Lea Brandt' });
  await fill(paper, lea);
});
afterAll(() => paper?.stop());

describe.each(looks)('the comments in $theme on $width px', ({ theme, width }) => {
  let reader: Reader;
  let thread: Locator;

  beforeEach(async () => {
    reader = await paper.reader({ colorScheme: theme, viewport: { width, height: 900 } });
  });
  afterEach(async () => {
    paper.signIn(null);
    await reader.close();
  });

  /** Looked at by axe-core, for scroll bars, and by who asks for pictures (PICTURES=write). */
  const look = async (name: string): Promise<void> => {
    const { page } = reader;
    await page.locator('comment-thread').evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await picture(page, `${name}-${theme}-${width}`);
    expect(await violations(page, 'comment-thread')).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  };
  const open = async (article: string, query: Record<string, string> = {}): Promise<void> => {
    thread = await reader.open(article, query);
    await thread.locator('.comment, .note, .empty').first().waitFor();
  };

  it('fit and are accessible with some comments', async () => {
    await open('harbour-bridge');
    await look('thread');
  });

  it('fit and are accessible while loading, after a failure, and when empty', async () => {
    await reader.page.route('**/articles/*/comments?*', async () => undefined);
    thread = await reader.open('harbour-bridge');
    await thread.getByText('Loading comments…').waitFor();
    await look('loading');
    await reader.page.unroute('**/articles/*/comments?*');
    await reader.page.route('**/articles/*/comments?*', (route) => route.abort());
    const listening = reader.page.waitForResponse('**/live?*');
    await open('harbour-bridge');
    await listening;
    await look('unreachable');
    await expect(thread.getByRole('button', { name: /new comment/ }).count()).resolves.toBe(0);
    await reader.page.unroute('**/articles/*/comments?*');
    await open('empty');
    await look('empty');
  });

  it('fit and are accessible with a reply, a report, an edit or a deletion open', async () => {
    paper.signIn(lea);
    await open('harbour-bridge', { 'data-sign-in': '' });
    await thread.getByRole('button', { name: /^Like/ }).first().waitFor();
    await look('signed-in');
    await thread.getByRole('button', { name: 'Reply' }).nth(1).click();
    await look('reply');
    await thread.getByRole('button', { name: 'Report' }).first().click();
    await look('report');
    await thread.getByRole('button', { name: /^Edit/ }).first().click();
    await look('edit');
    await thread.getByRole('button', { name: 'Delete' }).first().click();
    await look('delete');
  });

  it('fit and are accessible with a text typed, previewed, refused or held', async () => {
    await open('held');
    await thread.getByLabel('Leave a comment').last().fill('Some **bold** words\n\n> and a quote');
    await thread.getByLabel('Name').fill(' ');
    await thread.getByRole('button', { name: 'Post comment' }).click();
    await thread.getByText('Please enter a name').waitFor();
    await look('refused');
    await thread.getByLabel('Name').fill('Ada');
    await thread.getByRole('button', { name: 'Preview' }).click();
    await thread.locator('.preview').waitFor();
    await look('preview');
    await thread.getByRole('button', { name: 'Post comment' }).click();
    await thread.locator('.held').waitFor();
    await look('held');
  });

  it('fit and are accessible with new comments, and with a linked one', async () => {
    await open('harbour-bridge', { sort: 'oldest' });
    await paper.post('harbour-bridge', 'This one is new.', { name: 'Zoë' });
    await thread.getByRole('button', { name: /new comment/ }).waitFor();
    await look('arrived');
    await thread.locator('.when').first().click();
    await thread.locator('.target').waitFor();
    await look('linked');
  });

  it('fit and are accessible when closed', async () => {
    await open('closed');
    await look('closed');
  });

  it('fit and are accessible in Arabic, from right to left', async () => {
    await open('harbour-bridge', { lang: 'ar' });
    await thread.getByRole('heading', { name: /تعليق/ }).waitFor();
    await look('arabic');
  });

  it('fit and are accessible as a separate page', async () => {
    await reader.page.goto(`${paper.world.url}${site}/articles/harbour-bridge/embed`);
    await reader.page.locator('.comment').first().waitFor();
    await picture(reader.page, `own-page-${theme}-${width}`);
    expect(await violations(reader.page, 'html')).toEqual([]);
  });
});

async function fill(paper: Newspaper, lea: string): Promise<void> {
  const staff = await paper.world.token({ sub: 'mira', name: 'Mira Okafor', roles: ['moderator'] });
  const article = 'harbour-bridge';
  const first = await paper.post(
    article,
    'Two years! The detour through the tunnel already takes **forty minutes** in the morning. Has anyone at the council ever driven it?\n\n> “A period of adjustment”\n\nSee [the timetable](https://example.org/line-7) of `line 7`.',
    { name: 'Ingrid Solberg' },
  );
  const answer = await paper.post(article, 'We asked three drivers; their answers are in tomorrow’s paper.', {
    parentId: first,
    token: staff,
  });
  const rude = await paper.post(article, 'Something rude', { parentId: answer, name: 'Rowdy' });
  await paper.post(article, 'I thought that was a fair point, badly put.', { parentId: rude, name: 'Tom Okafor' });
  await paper.post(article, 'متى يُفتح الجسر من جديد؟', { name: 'ليلى' });
  const mine = await paper.post(article, 'Will the cycle lane stay open? The article does not say.', { token: lea });
  await paper.world.call('PUT', `${site}/comments/${first}/like`, { token: lea });
  await paper.world.call('PUT', `${site}/comments/${mine}/like`, { token: staff });
  await paper.world.call('POST', `${site}/moderation/decisions`, {
    token: staff,
    body: { decisions: [{ commentId: rude, decision: 'reject', reason: 'abuse' }] },
  });
  await paper.world.call('PUT', `${site}/articles/held`, { token: staff, body: { mode: 'pre' } });
  await paper.post('closed', 'The last word was spoken.', { name: 'Jo' });
  await paper.world.call('PUT', `${site}/articles/closed`, { token: staff, body: { open: false } });
  await paper.world.settled();
}
