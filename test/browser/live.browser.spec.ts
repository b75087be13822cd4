import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';

const site = '/v1/sites/default';

describe('two readers of an article at once', () => {
  let paper: Newspaper;
  let ada: Reader;
  let ben: Reader;

  beforeAll(async () => {
    paper = await openNewspaper();
  });
  afterAll(() => paper?.stop());
  beforeEach(async () => {
    ada = await paper.reader();
    ben = await paper.reader();
  });
  afterEach(async () => {
    await ada.close();
    await ben.close();
  });

  it('see each other’s new comments without a layout shift', async () => {
    for (let n = 1; n <= 20; n++) await paper.post('two', `Comment ${n}`);
    const adas = await ada.open('two');
    const bens = await ben.open('two');
    const read = bens.getByText('Comment 8', { exact: true });
    await read.scrollIntoViewIfNeeded();
    const before = await read.boundingBox();
    await adas.getByLabel('Leave a comment').last().fill('Fresh from Ada');
    await adas.getByLabel('Name').fill('Ada');
    await adas.getByRole('button', { name: 'Post comment' }).click();
    await adas.locator('.body', { hasText: 'Fresh from Ada' }).waitFor();
    const bar = bens.getByRole('button', { name: '1 new comment', exact: true });
    await bar.waitFor();
    await bens.getByRole('heading', { name: '21 comments' }).waitFor();
    expect(await read.boundingBox()).toEqual(before);
    await expect(bens.getByText('Fresh from Ada').count()).resolves.toBe(0);
    await bar.click();
    await bens.locator('.body', { hasText: 'Fresh from Ada' }).waitFor();
    await expect(adas.getByRole('button', { name: /new comment/ }).count()).resolves.toBe(0);
    await adas.getByRole('heading', { name: '21 comments' }).waitFor();
    for (const { page } of [ada, ben]) await page.locator('.meta comment-count', { hasText: '21 comments' }).waitFor();
  });

  it('see edits, likes and removals in place', async () => {
    const token = await paper.world.token({ sub: 'lea', name: 'Lea' });
    const id = await paper.post('changes', 'Before', { token });
    const thread = await ada.open('changes');
    await thread.getByText('Before').waitFor();
    await paper.world.call('PATCH', `${site}/comments/${id}`, { token, body: { body: 'After' } });
    await thread.locator('.body', { hasText: 'After' }).waitFor();
    await paper.world.call('PUT', `${site}/comments/${id}/like`, { token });
    await thread.locator('.likes', { hasText: '1 like' }).waitFor();
    await paper.world.call('DELETE', `${site}/comments/${id}`, { token });
    await thread.locator('.comment').waitFor({ state: 'detached' });
    await thread.getByRole('heading', { name: '0 comments' }).waitFor();
  });

  it('see what happened while their page was hidden', async () => {
    const thread = await ada.open('away');
    await thread.getByText('No comments yet').waitFor();
    await ada.context.setOffline(true);
    await paper.post('away', 'Posted meanwhile');
    await ada.context.setOffline(false);
    await thread.getByRole('button', { name: '1 new comment' }).waitFor();
  });

  it('see that the comments were closed', async () => {
    await paper.post('closing', 'The last word');
    const thread = await ada.open('closing');
    await thread.getByText('The last word').waitFor();
    const token = await paper.world.token({ sub: 'cms', roles: ['service'] });
    await paper.world.call('PUT', `${site}/articles/closing`, { token, body: { open: false } });
    await thread.getByText('Comments are closed.').waitFor();
  });
});
