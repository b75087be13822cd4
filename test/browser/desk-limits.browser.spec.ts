import { until } from '#test/support/time/until';
import { violations } from '#test/support/browser/accessibility';
import { type Moderator, type Newsroom, openNewsroom } from '#test/support/browser/newsroom';

describe('a moderator of some sites and queues', () => {
  let newsroom: Newsroom;
  let junior: Moderator;

  beforeAll(async () => {
    newsroom = await openNewsroom({ SITES: 'culture,sport' });
    const token = await newsroom.world.token({ sub: 'cms', roles: ['moderator'] });
    for (const other of ['culture', 'sport'])
      await newsroom.world.call('PUT', `/v1/sites/${other}/articles/first`, { token, body: { title: other } });
    await newsroom.world.settled();
  });
  afterAll(() => newsroom?.stop());
  beforeEach(async () => {
    junior = await newsroom.moderator('Jun', { sites: ['default', 'sport'], queues: ['pending', 'reported'] });
  });
  afterEach(async () => {
    await junior.close();
    await newsroom.clear();
    // A refused answer is an error on the browser's console: nothing that was refused was ever asked.
    expect(junior.complaints).toEqual([]);
  });

  const refused = () => junior.page.getByRole('heading', { name: 'You don’t have access' }).waitFor();
  const card = (text: string) => junior.page.locator('.card', { hasText: text }).waitFor();
  const links = () =>
    junior.page.locator('header.side nav a').evaluateAll((all) => all.map((one) => one.firstChild?.textContent));

  it('sees only those queues and sites, and only links that work', async () => {
    await junior.open('/');
    await junior.page.getByRole('heading', { name: 'No held comments' }).waitFor();
    expect(await links()).toEqual(['Held', 'Reported', 'My decisions', 'Search', 'Articles', 'Policy']);
    const sites = junior.page.getByLabel('Site');
    expect(await sites.locator('option').allTextContents()).toEqual(['default', 'sport']);
    await sites.selectOption('sport');
    await junior.page.waitForURL('**/desk/sites/sport/review/pending');
    for (const href of await junior.page
      .locator('header.side nav a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')))) {
      await junior.open(String(href).replace('/desk', ''));
      await junior.page.locator('main h1').first().waitFor();
      expect([href, await junior.page.getByText('You don’t have access').count()]).toEqual([href, 0]);
    }
  });

  it('sees “no access” at another queue, another site and the statistics, with a link back', async () => {
    await junior.open('/sites/default/review/escalated');
    await refused();
    await junior.open('/sites/default/list/escalated');
    await refused();
    await junior.open('/sites/default/numbers');
    await refused();
    await junior.open('/sites/culture/review/pending', 'none');
    await refused();
    expect(await violations(junior.page, 'html')).toEqual([]);
    expect(await links()).toEqual(['Held', 'Reported', 'My decisions', 'Search', 'Articles', 'Policy']);
    await junior.page.getByRole('button', { name: 'To the queues' }).click();
    await junior.page.waitForURL('**/desk/sites/default/review/pending');
  });

  it('has no shortcuts to other queues and pages', async () => {
    await junior.open('/sites/default/mine');
    await junior.press('g', '3', 'g', '6');
    await junior.press('g', '2');
    await junior.page.getByRole('heading', { name: 'No reported comments' }).waitFor();
    await junior.press('?');
    const help = junior.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(await help.locator('.idle dt', { hasText: 'Escalated' }).count()).toBe(1);
    expect(await help.locator('.idle dt', { hasText: 'Statistics' }).count()).toBe(1);
  });

  it('escalates a comment, and is offered no further action on it', async () => {
    const [id] = await newsroom.hold(['Too hard for me', 'Second words']);
    await junior.open('/sites/default/review/pending');
    await card('Too hard for me');
    await junior.press('e');
    await card('Second words');
    await junior.page.locator('.toast', { hasText: 'Escalated: “Too hard for me”' }).waitFor();
    expect(await junior.page.locator('.toast').getByRole('button', { name: 'Undo' }).count()).toBe(0);
    await until('it is escalated', async () => (await newsroom.statusOf(String(id))) === 'escalated');
    await newsroom.world.settled();
    await junior.press('g', '4');
    const row = junior.page.locator('.decision', { hasText: 'Too hard for me' });
    await row.waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    expect(await row.getByRole('link').count()).toBe(0);
  });

  it('sees live who works on a comment of their queues', async () => {
    const [id] = await newsroom.hold(['Seen by both']);
    await junior.open('/sites/default/review/pending');
    await card('Seen by both');
    await newsroom.call(
      'POST',
      '/moderation/decisions',
      { decisions: [{ commentId: id, decision: 'approve' }] },
      'Senior',
    );
    const banner = junior.page.locator('.banner', { hasText: 'Approved by Senior' });
    await banner.getByRole('button', { name: 'Reject instead' }).waitFor();
  });

  it('finds nothing of another queue on any page', async () => {
    const [open, parent] = await newsroom.hold(['A comment for Jun', 'A comment that is too hard']);
    const decide = (commentId: unknown, decision: string) =>
      newsroom.call('POST', '/moderation/decisions', { decisions: [{ commentId, decision }] }, 'Senior');
    await decide(parent, 'approve');
    const author = { name: 'Ingrid Solberg' };
    const path = '/v1/sites/default/articles/harbour-bridge/comments';
    const reply = await newsroom.world.call('POST', path, {
      body: { body: 'An answer to it', author, parentId: parent },
    });
    await decide(parent, 'escalate');
    await newsroom.world.settled();
    const { page } = junior;

    await junior.open('/sites/default/search?q=comment');
    await page.locator('.comment-line', { hasText: 'A comment for Jun' }).waitFor();
    expect(await page.getByText('too hard').count()).toBe(0);

    await junior.open(`/sites/default/comments/${reply.body.comment.id}`);
    await page.locator('.conversation .quoted', { hasText: 'An answer to it' }).waitFor();
    await page.locator('.conversation .quoted', { hasText: 'Not in your queues' }).waitFor();
    expect(await page.getByText('too hard').count()).toBe(0);

    const { body } = await newsroom.call('GET', `/moderation/items/${parent}`);
    await junior.open(`/sites/default/authors/${body.comment.author.id}`);
    await page.getByRole('heading', { name: body.comment.author.name }).waitFor();
    await page.getByText('queues that are not assigned to you are left out').waitFor();
    expect(await page.getByText('too hard').count()).toBe(0);
    expect([open, junior.complaints]).toEqual([open, []]);

    await junior.open(`/sites/default/comments/${parent}`);
    await refused();
    expect(await violations(page, 'html')).toEqual([]);
    await page.getByRole('button', { name: 'To the queues' }).click();
    await page.waitForURL('**/desk/sites/default/review/pending');
    // The desk could not know whose comment the address names: it had to ask.
    expect(junior.complaints.splice(0).filter((complaint) => !complaint.includes('403'))).toEqual([]);
  });

  it('is not offered to undo a colleague’s escalation to a queue without access', async () => {
    const [id] = await newsroom.hold(['Escalated by a colleague']);
    await junior.open('/sites/default/review/pending');
    await card('Escalated by a colleague');
    await newsroom.call(
      'POST',
      '/moderation/decisions',
      { decisions: [{ commentId: id, decision: 'escalate' }] },
      'Senior',
    );
    const banner = junior.page.locator('.banner', { hasText: 'Senior' });
    await banner.waitFor();
    expect(await banner.getByRole('button').count()).toBe(0);
    await junior.press('j');
    await junior.page.getByRole('heading', { name: 'No held comments' }).waitFor();
  });
});

it('a moderator without a site sees a page that explains it, without links', async () => {
  const newsroom = await openNewsroom();
  try {
    const outsider = await newsroom.moderator('No', { sites: [], queues: [] });
    await outsider.open('/', 'none');
    await outsider.page.getByRole('heading', { name: 'You don’t have access' }).waitFor();
    expect(await outsider.page.locator('header.side nav a').count()).toBe(0);
    expect(await outsider.page.getByRole('button', { name: 'To the queues' }).count()).toBe(0);
    expect(outsider.complaints).toEqual([]);
  } finally {
    await newsroom.stop();
  }
});

it('a moderator without a queue sees a page that explains it, and finds only what readers see', async () => {
  const newsroom = await openNewsroom();
  try {
    const [id] = await newsroom.hold(['Held from everybody']);
    const outsider = await newsroom.moderator('No', { queues: [] });
    await outsider.open('/');
    await outsider.page.getByRole('heading', { name: 'No queue assigned to you' }).waitFor();
    const links = outsider.page.locator('header.side nav a');
    expect(await links.evaluateAll((all) => all.map((one) => one.firstChild?.textContent))).toEqual([
      ...['My decisions', 'Policy'],
    ]);
    for (const path of ['search?q=held', 'articles', 'articles/harbour-bridge', `comments/${id}`, `authors/${id}`]) {
      await outsider.open(`/sites/default/${path}`);
      await outsider.page.getByRole('heading', { name: 'You don’t have access' }).waitFor();
    }
    expect(outsider.complaints).toEqual([]);
  } finally {
    await newsroom.stop();
  }
});
