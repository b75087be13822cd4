import { until } from '#test/support/time/until';
import { type Moderator, type Newsroom, openNewsroom, site } from '#test/support/browser/newsroom';

const many = 500;

describe('a list of 500 comments', () => {
  let newsroom: Newsroom;
  let ada: Moderator;

  beforeAll(async () => {
    newsroom = await openNewsroom();
    await newsroom.hold(['Number 0.']);
    const numbers = Array.from({ length: many - 1 }, (_, n) => n + 1);
    for (const n of numbers) {
      await newsroom.world.call('POST', `${site}/articles/harbour-bridge/comments`, {
        body: { body: `Number ${n}.`, author: { name: `Reader ${n % 40}` } },
      });
    }
    await newsroom.world.settled();
  });
  afterAll(() => newsroom?.stop());
  beforeEach(async () => {
    ada = await newsroom.moderator('Ada');
    await newsroom.world.settled(); // what the last one decided is out of the list, or in it again
    await ada.open('/sites/default/list/pending');
    await ada.page.locator('.row').first().waitFor();
  });
  afterEach(async () => {
    await ada.close();
    expect(ada.complaints).toEqual([]);
  });

  const sizes = async (): Promise<number> => {
    await newsroom.world.settled();
    return (await newsroom.call('GET', '/moderation/queues')).body.queues.pending as number;
  };
  const loadAll = () =>
    until('all rows are there', async () => {
      await ada.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      return (await ada.page.locator('.row').count()) === many;
    });

  it('is browsed with j and k, selected and unselected, without moving rows', async () => {
    const { page, press } = ada;
    const [, second] = await page.locator('.row').all();
    const before = await second?.boundingBox();
    await press('x', 'j', 'x', 'j', 'k');
    await page.locator('.row.cursor', { hasText: 'Number 1.' }).waitFor();
    await page.locator('.selected-count', { hasText: '2 selected' }).waitFor();
    expect(await second?.boundingBox()).toEqual(before);
    await press('x');
    await page.locator('.selected-count', { hasText: '1 selected' }).waitFor();
  });

  it('shows new comments only after a click on a button', async () => {
    const { page, press } = ada;
    await press('j', 'j', 'j');
    const cursor = page.locator('.row.cursor', { hasText: 'Number 3.' });
    const before = await cursor.boundingBox();
    const [fresh] = await newsroom.hold(['Brand new.']);
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await cursor.boundingBox()).toEqual(before);
    await press('.');
    await page.getByRole('button', { name: '1 new' }).waitFor({ state: 'detached' });
    await cursor.waitFor();
    await newsroom.call('POST', '/moderation/decisions', {
      decisions: [{ commentId: fresh, decision: 'reject', reason: 'spam' }],
    });
  });

  it('marks a row that a colleague decided, and leaves it in its place', async () => {
    const { page } = ada;
    const row = page.locator('.row', { hasText: 'Number 5.' });
    const id = String(await row.getAttribute('id')).replace('row-', '');
    const before = await row.boundingBox();
    await newsroom.call(
      'POST',
      '/moderation/decisions',
      { decisions: [{ commentId: id, decision: 'approve' }] },
      'Ben',
    );
    await row.getByText('Approved by Ben').waitFor();
    expect(await row.boundingBox()).toEqual(before);
    await newsroom.call('POST', '/moderation/undo', { commentId: id }, 'Ben');
  });

  it('shows a decision at once, and its undoing at once', async () => {
    const { page, press } = ada;
    await loadAll();
    await press('Shift+X');
    await page.locator('.selected-count', { hasText: '500 selected' }).waitFor();
    await press('Shift+A');
    await page.locator('.toast', { hasText: '500 comments approved' }).waitFor();
    await until('none waits', async () => (await sizes()) === 0, 60_000);
    await expect(page.locator('.row.ended').count()).resolves.toBe(many);
    await press('u');
    await page.locator('.toast', { hasText: '500 decisions undone' }).waitFor();
    await until('all wait again', async () => (await sizes()) === many, 60_000);
    await expect(page.locator('.row.ended').count()).resolves.toBe(0);
  });

  it('rejects the selected comments together, for one reason', async () => {
    const { page, press } = ada;
    await press('x', 'j', 'x', 'j', 'x', 'Shift+R');
    await page.getByRole('heading', { name: 'Reject 3 comments' }).waitFor();
    await press('6');
    await page.locator('.preview', { hasText: 'Reason: Off topic' }).waitFor();
    await press('Enter');
    await page.locator('.toast', { hasText: '3 comments rejected · Off topic' }).waitFor();
    await until('three fewer wait', async () => (await sizes()) === many - 3);
  });
});
