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

  it('never see the same card, and leave none behind', async () => {
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

  it('get what the other one gives back by leaving', async () => {
    await newsroom.hold(['The only one']);
    await review(ada);
    await card(ada, 'The only one');
    await review(ben);
    await ben.page.getByText('Colleagues are looking at everything that waits here.').waitFor();
    await ada.press('g', '2');
    await ada.page.getByRole('heading', { name: 'Nothing is reported' }).waitFor();
    await until('it is free', async () => {
      await ben.page.reload();
      await ben.page.locator('.card, .message').first().waitFor();
      return (await ben.page.locator('.card').count()) > 0;
    });
    await card(ben, 'The only one');
  });

  it('are told who was faster, on the card, and can reverse it', async () => {
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
    await ada.page.getByRole('heading', { name: 'Reject: why?' }).waitFor();
    await ada.press('2', 'Enter');
    await until('Ada reversed it', async () => (await newsroom.statusOf(String(first))) === 'rejected');
  });

  it('are told who was faster when they had not heard of it yet, and meet that card next', async () => {
    const [first] = await newsroom.hold(['Contested', 'Second']);
    await ada.page.route('**/moderation/live', (route) => route.abort());
    await ada.open('/sites/default/review/pending', 'nothing');
    await card(ada, 'Contested');
    await newsroom.call(
      'POST',
      '/moderation/decisions',
      { decisions: [{ commentId: first, decision: 'approve' }] },
      'Ben',
    );
    await ada.press('e');
    await card(ada, 'Second');
    await ada.page.locator('.toast', { hasText: 'Somebody was faster with 1 comment' }).waitFor();
    await card(ada, 'Second');
    await ada.press('j');
    await ada.page.locator('.banner', { hasText: 'Approved by Ben' }).waitFor();
    await expect(newsroom.statusOf(String(first))).resolves.toBe('approved');
    ada.complaints.length = 0; // the road that was blocked
  });
});
