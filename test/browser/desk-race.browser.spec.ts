import type { Page } from 'playwright-core';
import { until } from '#test/support/time/until';
import { type Moderator, type Newsroom, openNewsroom } from '#test/support/browser/newsroom';

describe('two moderators on one queue, in two browsers', () => {
  let newsroom: Newsroom;
  let ada: Moderator;
  let ben: Moderator;

  beforeAll(async () => {
    newsroom = await openNewsroom();
  });
  afterAll(() => newsroom?.stop());
  beforeEach(async () => {
    [ada, ben] = await Promise.all([newsroom.moderator('Ada'), newsroom.moderator('Ben')]);
  });
  afterEach(async () => {
    await Promise.all([ada.close(), ben.close()]);
    await newsroom.clear();
    expect([...ada.complaints, ...ben.complaints]).toEqual([]);
  });

  const review = (moderator: Moderator) => moderator.open('/sites/default/review/pending');
  const card = (moderator: Moderator, text: string) => moderator.page.locator('.card', { hasText: text }).waitFor();

  it('never get the same card, and decide all of them', async () => {
    const ids = await newsroom.hold(Array.from({ length: 24 }, (_, n) => `Comment number ${n}.`));
    await Promise.all([review(ada), review(ben)]);
    const work = async ({ page, press, top }: Moderator): Promise<string[]> => {
      const seen: string[] = [];
      const text = page.locator('.card > .comment-text');
      while (
        await Promise.race([
          text.waitFor().then(() => true),
          page
            .locator('.message')
            .waitFor()
            .then(() => false),
        ])
      ) {
        const shown = await top();
        seen.push(shown);
        await press('a');
        await page.locator('.card > .comment-text', { hasText: shown }).waitFor({ state: 'detached' });
      }
      return seen;
    };
    const [byAda, byBen] = await Promise.all([work(ada), work(ben)]);
    expect(byAda.filter((text) => byBen.includes(text))).toEqual([]);
    expect(new Set([...byAda, ...byBen]).size).toBe(24);
    expect(byAda.length).toBeGreaterThan(0);
    expect(byBen.length).toBeGreaterThan(0);
    // The next card does not wait for the service's answer.
    for (const id of ids) await until('it is approved', async () => (await newsroom.statusOf(id)) === 'approved');
  });

  it('get the cards that the other one gives back by leaving', async () => {
    await newsroom.hold(['The only one']);
    await review(ada);
    await card(ada, 'The only one');
    await review(ben);
    await ben.page.getByText('Colleagues are reviewing every comment in this queue.').waitFor();
    await ada.press('g', '2');
    await ada.page.getByRole('heading', { name: 'No reported comments' }).waitFor();
    await until('it is free', async () => {
      await ben.page.reload();
      await ben.page.locator('.card, .message').first().waitFor();
      return (await ben.page.locator('.card').count()) > 0;
    });
    await card(ben, 'The only one');
  });

  it('see on the card that the other one decided first, and can undo that', async () => {
    const [first] = await newsroom.hold(['Contested', 'Second']);
    await review(ada);
    await card(ada, 'Contested');
    // Ben decides from the list, where nothing is claimed.
    await ben.open('/sites/default/list/pending');
    await ben.page.locator('.row.cursor', { hasText: 'Contested' }).waitFor();
    await ben.press('a');
    const banner = ada.page.locator('.banner', { hasText: 'Approved by Ben' });
    await banner.waitFor();
    await expect(newsroom.statusOf(String(first))).resolves.toBe('approved');
    await card(ada, 'Contested');
    await ada.press('a'); // the keys that decide are off on such a card
    await card(ada, 'Contested');
    await ada.press('v');
    await ada.page.getByRole('heading', { name: 'Reject comment' }).waitFor();
    await ada.press('2', 'Enter');
    await until('Ada reversed it', async () => (await newsroom.statusOf(String(first))) === 'rejected');
  });

  it('see who decided first even if the live update is late, and get that card next', async () => {
    const [first] = await newsroom.hold(['Contested', 'Second']);
    await ada.page.route('**/moderation/live', (route) => route.abort());
    await ada.open('/sites/default/review/pending', 'none');
    await card(ada, 'Contested');
    await newsroom.call(
      'POST',
      '/moderation/decisions',
      { decisions: [{ commentId: first, decision: 'approve' }] },
      'Ben',
    );
    await ada.press('e');
    await card(ada, 'Second');
    await ada.page.locator('.toast', { hasText: 'Not decided: Approved by Ben' }).waitFor();
    await card(ada, 'Second');
    await ada.press('j');
    await ada.page.locator('.banner', { hasText: 'Approved by Ben' }).waitFor();
    await expect(newsroom.statusOf(String(first))).resolves.toBe('approved');
    ada.complaints.length = 0; // the road that was blocked
  });

  it('share the queue: unopened cards go to colleagues and other tabs, and a closed page keeps none', async () => {
    await newsroom.hold(['First', 'Second', 'Third', 'Fourth']);
    await review(ada);
    await card(ada, 'First');
    const position = (page: Page) => page.locator('.queue-head .small').textContent();
    expect(await position(ada.page)).toContain('Card 1 of 4');
    await review(ben);
    await card(ben, 'Third');
    await until('Ada has two left', async () => (await position(ada.page))?.includes('Card 1 of 2') === true);
    expect(await ada.top()).toBe('First');
    expect(await ada.page.locator('.banner').count()).toBe(0);
    // Another tab of Ada's gets an unopened card, and closing the tab frees only that card.
    const tab = await ada.context.newPage();
    await tab.goto(`${newsroom.world.url}/desk/sites/default/review/pending`);
    await tab.locator('.card').or(tab.locator('.message')).first().waitFor();
    expect(await ada.top()).toBe('First');
    await tab.close({ runBeforeUnload: true });
    // The reloaded page has the same cards, even if the old page still claims them.
    await ada.page.reload();
    await card(ada, 'First');
    await ada.press('a');
    await until('it is decided', async () => (await ada.top()) !== 'First');
    const [tops, left] = [[await ada.top(), await ben.top()], await ben.page.locator('.banner').count()];
    expect(new Set(tops).size).toBe(2);
    expect(left).toBe(0);
  });

  it('return to cards that they undid after leaving, and get no alert about their own note', async () => {
    const [first] = await newsroom.hold(['Undone later', 'Second', 'Third']);
    await review(ada);
    await card(ada, 'Undone later');
    await ada.press('n');
    await ada.page.getByRole('dialog').getByLabel('Note').fill('Let us see');
    await ada.press('Control+Enter');
    await ada.page.getByText('Note saved.').waitFor();
    await newsroom.world.settled();
    await ada.press('a');
    await card(ada, 'Second');
    await until('it is approved', async () => (await newsroom.statusOf(String(first))) === 'approved');
    expect(await ada.page.locator('.banner').count()).toBe(0);
    await ada.press('g', '2');
    await ada.page.getByRole('heading', { name: 'No reported comments' }).waitFor();
    await ada.press('u');
    await ada.page.locator('.toast', { hasText: '1 decision undone' }).waitFor();
    await ada.press('g', '1');
    await card(ada, 'Undone later');
    const { body } = await newsroom.call('GET', `/moderation/items/${first}`);
    expect(body.claimedBy).toMatchObject({ name: 'Ada' });
  });
});
