import { readFile } from 'node:fs/promises';
import { until } from '#test/support/time/until';
import { type Moderator, type Newsroom, openNewsroom } from '#test/support/browser/newsroom';

const many = 60;

describe('comments that a moderator finds outside the queues', () => {
  let newsroom: Newsroom;
  let ada: Moderator;
  let ids: string[];

  beforeAll(async () => {
    newsroom = await openNewsroom();
    ids = await newsroom.hold(Array.from({ length: many }, (_, n) => `Harbour number ${n}.`));
    const decisions = ids.map((commentId) => ({ commentId, decision: 'approve' }));
    ada = await newsroom.moderator('Ada');
    await ada.open('/sites/default/mine');
    await ada.page.evaluate(sendDecisions, decisions);
    await newsroom.world.settled();
  });
  afterAll(async () => {
    await ada?.close();
    await newsroom?.stop();
  });
  afterEach(() => expect(ada.complaints).toEqual([]));

  it('are listed page by page, in the search and under my decisions', async () => {
    const { page } = ada;
    await ada.open('/sites/default/search?q=harbour');
    const lines = page.locator('.comment-line');
    await lines.first().waitFor();
    const first = await lines.count();
    expect(first).toBeLessThan(many);
    while ((await page.getByRole('button', { name: 'Load more' }).count()) > 0) {
      const before = await lines.count();
      await page.getByRole('button', { name: 'Load more' }).click();
      await until('more is there', async () => (await lines.count()) > before);
    }
    expect(await lines.count()).toBe(many);
    expect(new Set(await page.locator('.line-text').allTextContents()).size).toBe(many);

    await ada.open('/sites/default/mine');
    const decisions = page.locator('.decision');
    await decisions.first().waitFor();
    expect(await decisions.count()).toBe(50);
    await page.getByRole('button', { name: 'Earlier decisions' }).click();
    await until('all are there', async () => (await decisions.count()) === many);
    expect(await page.getByRole('button', { name: 'Earlier decisions' }).count()).toBe(0);
  });

  it('are decided, and the decision undone, on the comment’s page', async () => {
    const { page, press } = ada;
    const id = String(ids[0]);
    await ada.open(`/sites/default/comments/${id}`);
    await page.getByRole('heading', { level: 1, name: /Comment by/ }).waitFor();
    const history = page.locator('.history');
    await press('r', '1');
    await page.locator('.preview', { hasText: 'Reason: Spam' }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
    await history.getByText(/rejected it: Spam/).waitFor();
    expect(await newsroom.statusOf(id)).toBe('rejected');
    await press('a');
    await history
      .getByText(/approved it/)
      .nth(1)
      .waitFor();
    expect(await newsroom.statusOf(id)).toBe('approved');
    await page.locator('.toast', { hasText: 'Approved' }).waitFor();
    await press('u');
    await page.locator('.toast', { hasText: '1 decision undone' }).waitFor();
    expect(await newsroom.statusOf(id)).toBe('rejected');
  });

  it('are counted in statistics that download as CSV for the shown days', async () => {
    const { page } = ada;
    const today = new Date().toISOString().slice(0, 10);
    await ada.open(`/sites/default/numbers?from=${today}&to=${today}`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`moderation-default-${today}-${today}.csv`);
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('day,queue,inbound,decided,waiting');
    expect(lines[1]).toMatch(new RegExp(`^${today},pending,${many},\\d+,\\d+$`));
    expect(lines).toHaveLength(5);
  });
});

/** As the desk itself would: in the name of who is signed in. */
async function sendDecisions(decisions: object[]): Promise<void> {
  const { csrfToken } = await (await fetch('/desk/session')).json();
  const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken as string };
  const body = JSON.stringify({ decisions });
  const { status } = await fetch('/v1/sites/default/moderation/decisions', { method: 'POST', headers, body });
  if (status !== 200) throw new Error(`decisions were answered ${status}`);
}
