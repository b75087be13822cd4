import { type Newspaper, type Reader, changePolicy, openNewspaper } from '#test/support/browser/newspaper';

const embed = (article: string): string => `/v1/sites/default/articles/${article}/embed`;

describe('a reader whose browser runs no scripts', () => {
  let paper: Newspaper;
  let reader: Reader;

  beforeAll(async () => {
    paper = await openNewspaper();
  }, 60_000);
  afterAll(() => paper?.stop());
  beforeEach(async () => {
    reader = await paper.reader({ javaScriptEnabled: false });
  });
  afterEach(() => reader.close());

  const visit = (article: string, query = '') => reader.page.goto(`${paper.world.url}${embed(article)}${query}`);

  it('reads the comments, sorts them and turns the page by links', async () => {
    for (let n = 1; n <= 23; n++) await paper.post('plain', `Number ${n}`);
    const { page } = reader;
    await visit('plain');
    await page.getByRole('heading', { name: '23 comments' }).waitFor();
    await expect(page.locator('.body').first().textContent()).resolves.toBe('Number 23\n');
    await page.getByRole('link', { name: 'Oldest' }).click();
    await expect(page.locator('.body').first().textContent()).resolves.toBe('Number 1\n');
    await page.getByRole('link', { name: 'More comments' }).click();
    await expect(page.locator('.body').allTextContents()).resolves.toEqual([
      'Number 21\n',
      'Number 22\n',
      'Number 23\n',
    ]);
    expect(reader.complaints).toEqual([]);
  });

  it('posts a comment, and is led to it', async () => {
    const { page } = reader;
    await visit('form');
    await page.getByLabel('Leave a comment').last().fill('Without any script');
    await page.getByLabel('Name').fill('Ada');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.locator('.comment', { hasText: 'Without any script' }).waitFor();
    expect(page.url()).toMatch(/#comment-[0-9a-f-]{36}$/);
    await expect(page.locator(':target').textContent()).resolves.toContain('Without any script');
    await page.getByText('Your comment was published.').waitFor();
    await page.getByRole('heading', { name: '1 comment', exact: true }).waitFor();
    expect(reader.complaints).toEqual([]);
  });

  it('replies to a comment', async () => {
    await paper.post('talk', 'A question', { name: 'Bob' });
    const { page } = reader;
    await visit('talk');
    await page.getByRole('link', { name: 'Reply' }).click();
    const form = page.getByRole('form', { name: 'Reply to Bob' });
    await form.getByLabel('Reply to Bob').last().fill('An answer');
    await form.getByLabel('Name').fill('Eve');
    await form.getByRole('button', { name: 'Post comment' }).click();
    await page.locator('.replies .body', { hasText: 'An answer' }).waitFor();
  });

  it('posts once by a double click, and the same words twice when they are written twice', async () => {
    const { page } = reader;
    const thanks = async (clickCount: number, heading: string): Promise<void> => {
      await page.getByLabel('Leave a comment').last().fill('Thanks!');
      await page.getByLabel('Name').fill('Anna');
      await page.getByRole('button', { name: 'Post comment' }).click({ clickCount });
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    };
    await visit('twice');
    await thanks(2, '1 comment');
    await thanks(1, '2 comments');
    const { body } = await paper.world.call('GET', '/v1/sites/default/articles/twice/comments');
    expect(body.count).toBe(2);
  });

  it('gets the form back with its values if a field is invalid', async () => {
    const form = new URLSearchParams({ body: 'Some text', name: ' ', email: 'ada@example.org' });
    const answer = await fetch(`${paper.world.url}${embed('wrong')}`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('Please enter a name');
    expect(html).toContain('>Some text</textarea>');
    expect(html).toContain('value="ada@example.org"');
  });

  it('is asked to reconsider if a rule matches, and sends the text anyway by the same form', async () => {
    const { page } = reader;
    await visit('nudged');
    await page.getByLabel('Leave a comment').last().fill('Nooooooooooooooooooooooo');
    await page.getByLabel('Name').fill('Ada');
    await changePolicy(paper, { holdRepeatedCharacters: 10 });
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.getByText('or send it anyway. It repeats a character many times.').waitFor();
    await page.getByRole('button', { name: 'Send anyway' }).click();
    await page.getByText('A moderator will review your comment').waitFor();
    await changePolicy(paper, { holdRepeatedCharacters: 0 });
  });

  it('sees that a comment waits for a moderator', async () => {
    const moderator = await paper.world.token({ sub: 'mo', roles: ['moderator'] });
    await paper.world.call('PUT', '/v1/sites/default/articles/pre', { token: moderator, body: { mode: 'pre' } });
    await paper.world.settled();
    const { page } = reader;
    await visit('pre');
    await page.getByLabel('Leave a comment').last().fill('Let me in');
    await page.getByLabel('Name').fill('Ada');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.getByText('A moderator will review your comment').waitFor();
    await expect(page.locator('.comment').count()).resolves.toBe(0);
  });

  it('reports a comment', async () => {
    await paper.post('bad', 'Buy my pills');
    const { page } = reader;
    await visit('bad');
    await page.getByRole('link', { name: 'Report' }).click();
    await page.getByLabel('Spam or advertising').check();
    await page.getByRole('button', { name: 'Send report' }).click();
    await page.getByText('Thank you. A moderator will review it.').waitFor();
  });

  it('finds the comments inside the article where the site includes them', async () => {
    await paper.post('included', 'Part of the page');
    const { page } = reader;
    await page.goto(`${paper.url}/article?article=included&include`);
    await page.getByRole('heading', { name: '1 comment', exact: true }).waitFor();
    await page.getByText('Part of the page').waitFor();
    const background = await page
      .getByRole('button', { name: 'Post comment' })
      .evaluate((button) => getComputedStyle(button).backgroundColor);
    expect(background).toBe('rgb(29, 79, 145)');
    await page.getByLabel('Leave a comment').last().fill('From inside the article');
    await page.getByLabel('Name').fill('Ada');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.locator('.comment', { hasText: 'From inside the article' }).waitFor();
    expect(reader.complaints).toEqual([]);
  });

  it('gets comments that search engines find as structured data, too', async () => {
    await paper.post('seo', '</script><b>Bold</b>', { name: 'Ada & Co' });
    await visit('seo');
    const data = JSON.parse((await reader.page.locator('script[type="application/ld+json"]').textContent()) ?? '');
    expect(data).toMatchObject({
      '@type': 'WebPage',
      commentCount: 1,
      comment: [{ '@type': 'Comment', text: '</script><b>Bold</b>', author: { '@type': 'Person', name: 'Ada & Co' } }],
    });
  });
});

describe('an article that includes the comments', () => {
  let paper: Newspaper;
  beforeAll(async () => {
    paper = await openNewspaper();
  }, 60_000);
  afterAll(() => paper?.stop());

  it('keeps the same elements when the script arrives, and requests nothing again', async () => {
    await paper.post('adopted', 'Already there');
    const reader = await paper.reader();
    const asked: string[] = [];
    reader.page.on('request', (request) => asked.push(request.url()));
    await reader.page.route('**/widget.js', async (route) => {
      await reader.page.locator('comment-thread .comment').waitFor();
      await reader.page.evaluate(() => {
        const comment = document.querySelector('comment-thread')?.shadowRoot?.querySelector('.comment');
        Object.assign(globalThis, { before: comment });
      });
      await route.continue();
    });
    await reader.page.goto(`${paper.url}/article?article=adopted&include`, { waitUntil: 'commit' });
    const thread = reader.page.locator('comment-thread');
    await thread.getByRole('button', { name: 'Share' }).waitFor();
    const same = await reader.page.evaluate(() => {
      const comment = document.querySelector('comment-thread')?.shadowRoot?.querySelector('.comment');
      return comment === (globalThis as unknown as { before: Element }).before;
    });
    expect(same).toBe(true);
    expect(asked.filter((url) => url.includes('/comments?'))).toEqual([]);
    await thread.getByLabel('Leave a comment').last().fill('And it works');
    await thread.getByLabel('Name').fill('Ada');
    await thread.getByRole('button', { name: 'Post comment' }).click();
    await thread.locator('.body', { hasText: 'And it works' }).waitFor();
    await expect(thread.locator('.comment').count()).resolves.toBe(2);
    expect(reader.complaints).toEqual([]);
    await reader.close();
  });
});
