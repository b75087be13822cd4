import { focused } from '#test/support/browser/focus';
import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';

describe('the comments of an article', () => {
  let paper: Newspaper;
  let reader: Reader;

  beforeAll(async () => {
    paper = await openNewspaper();
  });
  afterAll(() => paper?.stop());
  beforeEach(async () => {
    reader = await paper.reader();
  });
  afterEach(() => reader.close());

  it('show their number, above the article and in their heading', async () => {
    for (const body of ['One', 'Two', 'Three']) await paper.post('three', body);
    const thread = await reader.open('three');
    await thread.getByRole('heading', { name: '3 comments' }).waitFor();
    await reader.page.locator('.meta comment-count', { hasText: /^3 comments$/ }).waitFor();
    expect(reader.complaints).toEqual([]);
  });

  it('are counted for a whole listing page in one call', async () => {
    await paper.post('night-buses', 'One');
    const calls: string[] = [];
    reader.page.on('request', (request) => request.url().includes('/counts?') && calls.push(request.url()));
    await reader.page.goto(paper.url);
    await reader.page.locator('comment-count[article=night-buses]', { hasText: /^1 comment$/ }).waitFor();
    await reader.page.locator('comment-count[article=football-final]', { hasText: /^0 comments$/ }).waitFor();
    expect(calls).toHaveLength(1);
  });

  it('are there after one request, and nothing on the page moves', async () => {
    for (let n = 0; n < 12; n++) await paper.post('still', `Comment ${n}`);
    const asked: string[] = [];
    reader.page.on(
      'request',
      (request) => request.url().startsWith(`${paper.world.url}/v1`) && asked.push(request.url()),
    );
    await reader.page.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
    });
    const thread = await reader.open('still');
    await thread.getByText('Comment 0', { exact: true }).waitFor();
    expect(
      asked.filter((url) => !url.includes('/counts?') && !url.includes('/avatars/') && !url.includes('/live')),
    ).toHaveLength(1);
    const shifts = await reader.page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts);
    expect(shifts.reduce((sum, one) => sum + one, 0)).toBeLessThan(0.01);
  });

  it('are sorted as the reader wants, without the reader losing their place', async () => {
    for (const body of ['First', 'Second', 'Third']) await paper.post('sorted', body);
    const thread = await reader.open('sorted');
    await thread.getByText('Third').waitFor();
    await expect(thread.locator('.body').allTextContents()).resolves.toEqual(['Third\n', 'Second\n', 'First\n']);
    await thread.getByRole('link', { name: 'Oldest' }).press('Enter');
    await thread.locator('.item:first-child', { hasText: 'First' }).waitFor();
    await expect(thread.getByRole('link', { name: 'Oldest' }).getAttribute('aria-current')).resolves.toBe('true');
    await expect(focused(reader)).resolves.toBe('Oldest');
  });

  it('continue by a real link, and the focus moves to the new ones', async () => {
    for (let n = 1; n <= 23; n++) await paper.post('long', `Number ${n}`);
    const thread = await reader.open('long');
    const more = thread.getByRole('link', { name: 'More comments' });
    await expect(more.getAttribute('href')).resolves.toMatch(/\/embed\?sort=newest&cursor=/);
    await more.click();
    await thread.getByText('Number 1', { exact: true }).waitFor();
    await expect(thread.locator('.comment').count()).resolves.toBe(23);
    await expect(focused(reader)).resolves.toContain('Number 3');
    await expect(more.count()).resolves.toBe(0);
  });

  it('nest replies up to a depth, and name the addressee of deeper ones', async () => {
    let parentId = await paper.post('deep', 'Level 0', { name: 'Reader 0' });
    for (let level = 1; level <= 7; level++) {
      parentId = await paper.post('deep', `Level ${level}`, { parentId, name: `Reader ${level}` });
    }
    const thread = await reader.open('deep');
    const left = async (level: number) => (await thread.getByText(`Level ${level}`).boundingBox())?.x ?? 0;
    expect(await left(4)).toBeGreaterThan(await left(1));
    expect(await left(7)).toBe(await left(4));
    await thread.getByText('in reply to Reader 6').waitFor();
  });

  it('show more replies of a long conversation at a click', async () => {
    const parentId = await paper.post('busy', 'What do you think?');
    for (let n = 1; n <= 23; n++) await paper.post('busy', `Answer ${n}`, { parentId });
    const thread = await reader.open('busy');
    await thread.getByText('Answer 20').waitFor();
    await expect(thread.getByText('Answer 21').count()).resolves.toBe(0);
    await thread.getByRole('link', { name: 'More replies' }).click();
    await thread.getByText('Answer 23').waitFor();
    await thread.getByRole('heading', { name: '24 comments' }).waitFor();
  });

  it('open at a linked comment, with its ancestors, at any depth', async () => {
    const parentId = await paper.post('linked', 'The beginning of the talk');
    const id = await paper.post('linked', 'The one that was shared', { parentId });
    for (let n = 0; n < 21; n++) await paper.post('linked', `Later ${n}`);
    const thread = await reader.open('linked', {}, `#comment-${id}`);
    await thread.getByText('The one that was shared').waitFor();
    await thread.getByText('The beginning of the talk').waitFor();
    await expect(focused(reader)).resolves.toContain('The one that was shared');
    await expect(thread.locator('.target').textContent()).resolves.toContain('The one that was shared');
  });

  it('keep a placeholder for a removed comment that has replies', async () => {
    const moderator = await paper.world.token({ sub: 'mo', roles: ['moderator'] });
    const parentId = await paper.post('tombs', 'Something rude');
    await paper.post('tombs', 'A fair answer', { parentId });
    await paper.world.call('POST', '/v1/sites/default/moderation/decisions', {
      token: moderator,
      body: { decisions: [{ commentId: parentId, decision: 'reject', reason: 'abuse' }] },
    });
    await paper.world.settled();
    const thread = await reader.open('tombs');
    await thread.getByText('This comment was removed by a moderator.').waitFor();
    await thread.getByText('A fair answer').waitFor();
    await thread.getByRole('heading', { name: '1 comment', exact: true }).waitFor();
    await expect(thread.getByText('Something rude').count()).resolves.toBe(0);
  });

  it('fold their replies away', async () => {
    const parentId = await paper.post('fold', 'Question');
    await paper.post('fold', 'Answer', { parentId });
    const thread = await reader.open('fold');
    await thread.getByRole('button', { name: 'Hide replies' }).click();
    await expect(thread.getByText('Answer').count()).resolves.toBe(0);
    await thread.getByRole('button', { name: 'Show 1 reply' }).click();
    await thread.getByText('Answer').waitFor();
  });

  it('invite the first one if there are none, and have no form if they are closed', async () => {
    const empty = await reader.open('empty');
    await empty.getByText('No comments yet. Be the first to write one.').waitFor();
    await empty.getByRole('heading', { name: '0 comments' }).waitFor();
    const publisher = await paper.world.token({ sub: 'cms', roles: ['service'] });
    await paper.post('shut', 'Just in time');
    await paper.world.call('PUT', '/v1/sites/default/articles/shut', { token: publisher, body: { open: false } });
    await paper.world.settled();
    const shut = await reader.open('shut');
    await shut.getByText('Comments are closed.').waitFor();
    await shut.getByText('Just in time').waitFor();
    await expect(shut.getByRole('textbox').count()).resolves.toBe(0);
    await expect(shut.getByRole('button', { name: 'Reply' }).count()).resolves.toBe(0);
  });

  it('are liked by signed-in readers, who see their like', async () => {
    const id = await paper.post('liked', 'Likeable');
    const token = await paper.world.token({ sub: 'lea', name: 'Lea' });
    paper.signIn(token);
    const thread = await reader.open('liked', { 'data-sign-in': '' });
    const like = thread.getByRole('button', { name: 'Like' });
    const stored = reader.page.waitForResponse('**/like');
    await like.click();
    await thread.locator('[aria-pressed=true]', { hasText: '1' }).waitFor();
    await stored;
    await paper.world.settled();
    const { body } = await paper.world.call('GET', `/v1/sites/default/comments/${id}`);
    expect(body.comment.likes).toBe(1);
    await reader.page.reload();
    await thread.locator('[aria-pressed=true]', { hasText: '1' }).waitFor();
    // Another order loads other comments, so the page requests this reader's likes again.
    const other = await paper.post('liked', 'Another one');
    await paper.world.call('PUT', `/v1/sites/default/comments/${other}/like`, { token });
    await thread.getByRole('link', { name: 'Oldest' }).click();
    await thread.locator('.item', { hasText: 'Another one' }).locator('[aria-pressed=true]').waitFor();
    await like.first().click();
    await thread.locator('[aria-pressed=false]').waitFor();
    paper.signIn(null);
  });

  it('are reported with a reason, and the reader is thanked', async () => {
    const id = await paper.post('reported', 'Buy my pills');
    const thread = await reader.open('reported');
    await thread.getByRole('button', { name: 'Report' }).click();
    await thread.getByLabel('Spam or advertising').check();
    await thread.getByLabel('Details (optional)').fill('The same on every article');
    await thread.getByRole('button', { name: 'Send report' }).click();
    await thread.getByText('Thank you. A moderator will review it.').waitFor();
    await expect(focused(reader)).resolves.toBe('Report');
    await paper.world.settled();
    const moderator = await paper.world.token({ sub: 'mo', roles: ['moderator'] });
    const { body } = await paper.world.call('GET', '/v1/sites/default/moderation/queues/reported?article=reported', {
      token: moderator,
    });
    expect(body.items[0]).toMatchObject({ comment: { id }, flags: [{ reason: 'spam', count: 1 }] });
  });

  it('are shared by their address', async () => {
    const id = await paper.post('shared', 'Worth sharing');
    await reader.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: paper.url });
    const thread = await reader.open('shared');
    await thread.getByRole('button', { name: 'Share' }).click();
    await thread.getByText('Link copied.').waitFor();
    await expect(reader.page.evaluate(() => navigator.clipboard.readText())).resolves.toBe(
      `${paper.url}/article?article=shared#comment-${id}`,
    );
  });

  it('load only near the viewport if they are lazy', async () => {
    await paper.post('lazy', 'Far below');
    await reader.page.setViewportSize({ width: 800, height: 300 });
    // Set before the first frame, because the comments load once they are near, however briefly.
    await reader.page.addInitScript(() => {
      const space = new CSSStyleSheet();
      space.replaceSync('#comments { margin-block-start: 4000px }');
      document.adoptedStyleSheets = [space];
    });
    const thread = await reader.open('lazy', { lazy: '' });
    await reader.page.locator('.meta comment-count', { hasText: '1 comment' }).waitFor();
    await expect(thread.getByText('Far below').count()).resolves.toBe(0);
    await reader.page.locator('footer').scrollIntoViewIfNeeded();
    await thread.getByText('Far below').waitFor();
  });
});
