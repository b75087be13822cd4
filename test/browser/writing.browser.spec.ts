import { once } from 'node:events';
import type { Locator, Route } from 'playwright-core';
import { violations } from '#test/support/browser/accessibility';
import { focused } from '#test/support/browser/focus';
import { type Newspaper, type Reader, changePolicy, openNewspaper } from '#test/support/browser/newspaper';

const site = '/v1/sites/default';

describe('a reader who writes a comment', () => {
  let paper: Newspaper;
  let reader: Reader;
  let moderator: string;

  beforeAll(async () => {
    paper = await openNewspaper();
    moderator = await paper.world.token({ sub: 'mo', roles: ['admin'] });
  }, 60_000);
  afterAll(() => paper?.stop());
  beforeEach(async () => {
    reader = await paper.reader();
  });
  afterEach(async () => {
    paper.signIn(null);
    await reader.close();
  });

  const bodies = async (article: string): Promise<string[]> => {
    await paper.world.settled();
    const { body } = await paper.world.call('GET', `${site}/articles/${article}/comments?sort=oldest`);
    return body.comments.map((comment: { body: string }) => comment.body);
  };
  it('as a guest sees it at once, with a message, and the page scrolls to it', async () => {
    const thread = await reader.open('guest');
    await write(thread, 'My **first** word');
    await send(thread);
    await thread.locator('.body strong', { hasText: 'first' }).waitFor();
    await thread.getByRole('heading', { name: '1 comment', exact: true }).waitFor();
    await thread.locator('.toast', { hasText: 'Your comment was published.' }).waitFor();
    await expect(focused(reader)).resolves.toContain('My first word');
    await expect(thread.getByLabel('Leave a comment').last().inputValue()).resolves.toBe('');
    await expect(thread.getByLabel('Name').inputValue()).resolves.toBe('Ada');
    expect(await bodies('guest')).toEqual(['My **first** word']);
    expect(reader.complaints).toEqual([]);
  });

  it('is recognised after a reload, and can edit and delete within the edit window', async () => {
    const thread = await reader.open('again');
    await write(thread, 'With a tpyo');
    await send(thread);
    await thread.getByRole('button', { name: /Edit \d:\d\d left/ }).waitFor();
    await reader.page.reload();
    await thread.getByRole('button', { name: /Edit \d:\d\d left/ }).click();
    await thread.getByLabel('Edit', { exact: true }).getByRole('textbox').fill('Without a typo');
    await thread.getByRole('button', { name: 'Save' }).click();
    await thread.locator('.body', { hasText: 'Without a typo' }).waitFor();
    await thread.getByText('edited', { exact: true }).waitFor();
    await thread.getByRole('button', { name: 'Delete' }).click();
    await thread.getByRole('form', { name: 'Delete this comment?' }).getByRole('button', { name: 'Delete' }).click();
    await thread.getByRole('heading', { name: '0 comments' }).waitFor();
    expect(await bodies('again')).toEqual([]);
  });

  it('can reply in place, or cancel', async () => {
    await paper.post('answer', 'What do you think?', { name: 'Bob' });
    const thread = await reader.open('answer');
    await thread.getByRole('button', { name: 'Reply' }).click();
    await thread.getByRole('button', { name: 'Cancel' }).click();
    await expect(focused(reader)).resolves.toBe('Reply');
    await reader.page.keyboard.press('Enter');
    const form = thread.getByRole('form', { name: 'Reply to Bob' });
    await form.getByLabel('Reply to Bob').last().fill('A lot.');
    await form.getByLabel('Name').fill('Eve');
    await form.getByRole('button', { name: 'Post comment' }).click();
    await thread.locator('.replies .body', { hasText: 'A lot.' }).waitFor();
    await thread.getByRole('heading', { name: '2 comments' }).waitFor();
    await expect(form.count()).resolves.toBe(0);
  });

  it('finds the draft after a reload, until it is posted', async () => {
    const thread = await reader.open('draft');
    await write(thread, 'A long thought', 'Noor');
    await reader.page.reload();
    const field = thread.getByLabel('Leave a comment').last();
    await expect(field.inputValue()).resolves.toBe('A long thought');
    await expect(thread.getByLabel('Name').inputValue()).resolves.toBe('Noor');
    await send(thread);
    await thread.locator('.body', { hasText: 'A long thought' }).waitFor();
    await reader.page.reload();
    await thread.locator('.body', { hasText: 'A long thought' }).waitFor();
    await expect(field.inputValue()).resolves.toBe('');
  });

  it('can preview it', async () => {
    const thread = await reader.open('preview');
    await write(thread, 'Some *emphasis*');
    await thread.getByRole('button', { name: 'Preview' }).click();
    await thread.locator('.preview em', { hasText: 'emphasis' }).waitFor();
    await thread.getByRole('button', { name: 'Edit' }).click();
    await expect(thread.getByLabel('Leave a comment').last().inputValue()).resolves.toBe('Some *emphasis*');
  });

  it('sees the remaining characters when few are left', async () => {
    const thread = await reader.open('limit');
    await write(thread, 'x'.repeat(9_900));
    await thread.getByText('100 characters left').waitFor();
    await write(thread, 'x'.repeat(10_001));
    await thread.getByText('1 character too many').waitFor();
    await write(thread, 'x');
    await thread.getByText('characters').waitFor({ state: 'detached' });
  });

  it('posts once, even if the button is pressed several times', async () => {
    const thread = await reader.open('double');
    await write(thread, 'Only once');
    await thread.getByRole('button', { name: 'Post comment' }).dblclick();
    await thread.locator('.body', { hasText: 'Only once' }).waitFor();
    expect(await bodies('double')).toEqual(['Only once']);
  });

  it('posts once if the network fails before the answer, also after a reload', async () => {
    const thread = await reader.open('dead');
    await reader.page.route('**/articles/dead/comments', async (route) => {
      if (route.request().method() === 'POST') await route.fetch();
      await route.abort('connectionreset');
    });
    await write(thread, 'Through the tunnel');
    await send(thread);
    await thread.getByText('No connection. Your text is kept').waitFor();
    await expect(thread.getByLabel('Leave a comment').last().inputValue()).resolves.toBe('Through the tunnel');
    await reader.page.unroute('**/articles/dead/comments');
    await reader.page.reload();
    await send(thread);
    await thread.locator('.toast', { hasText: 'Your comment was published.' }).waitFor();
    await thread.getByRole('heading', { name: '1 comment', exact: true }).waitFor();
    expect(await bodies('dead')).toEqual(['Through the tunnel']);
    // The answer that got through is the second one, and it is the author's all the same.
    await thread.getByRole('button', { name: 'Edit' }).waitFor();
  });

  it('can write before the whole script has loaded, and sees an error if it cannot load', async () => {
    const rest = '**/widget/later-*';
    await reader.page.route(rest, (route) => route.abort('connectionreset'));
    const thread = await reader.open('slow-script');
    await write(thread, 'On a bad line');
    await send(thread);
    await thread.getByText('No connection. Your text is kept').waitFor();
    await reader.page.reload();
    await send(thread);
    await thread.getByText('No connection. Your text is kept').waitFor();
    await reader.page.unroute(rest);
    await send(thread);
    await thread.locator('.toast', { hasText: 'Your comment was published.' }).waitFor();
    expect(await bodies('slow-script')).toEqual(['On a bad line']);
  });

  it('is the only one to see it while it is held, marked, also after a reload', async () => {
    await paper.world.call('PUT', `${site}/articles/held`, { token: moderator, body: { mode: 'pre' } });
    await paper.world.settled();
    const thread = await reader.open('held');
    await write(thread, 'For the moderators');
    await send(thread);
    await thread.locator('.toast', { hasText: 'Until then only you can see it' }).waitFor();
    await thread.locator('.comment', { hasText: 'Waiting for review. Only you can see this.' }).waitFor();
    await thread.getByRole('heading', { name: '0 comments' }).waitFor();
    await paper.world.settled();
    await reader.page.reload();
    await thread.locator('.comment', { hasText: 'For the moderators' }).waitFor();
    const other = await paper.reader();
    const theirs = await other.open('held');
    await theirs.getByText('No comments yet').waitFor();
    await expect(theirs.getByText('For the moderators').count()).resolves.toBe(0);
    await other.close();
  });

  it('sees the reason and the message of a rejection, at once and later; other readers do not', async () => {
    const listening = reader.page.waitForResponse('**/live?*');
    const thread = await reader.open('rejected');
    await listening;
    await write(thread, 'Call me: 555 0100');
    await send(thread);
    const own = thread.locator('.comment', { hasText: '555 0100' });
    await own.waitFor();
    const commentId = (await own.getAttribute('id'))?.replace('comment-', '');
    const message = 'Please leave the telephone number out.\nThe rest is welcome.';
    const reject = { commentId, decision: 'reject', reason: 'personal-information', message };
    await paper.world.call('POST', `${site}/moderation/decisions`, { token: moderator, body: { decisions: [reject] } });
    await own.getByText('Rejected by a moderator (Personal information). Only you can see this.').waitFor();
    await own.getByText('Please leave the telephone number out.').waitFor();
    await thread.getByRole('heading', { name: '0 comments' }).waitFor();
    await expect(own.getByRole('button').allTextContents()).resolves.toEqual(['Delete']);
    expect(await violations(reader.page, 'comment-thread')).toEqual([]);
    await reader.page.reload();
    await own.getByText('The rest is welcome.').waitFor();
    const other = await paper.reader();
    const theirs = await other.open('rejected');
    await theirs.getByText('No comments yet').waitFor();
    await other.close();
  });

  it('keeps seeing a rejection, even if an older answer arrives after it', async () => {
    for (const body of ['One', 'Two']) await paper.post('overtaken', body);
    await paper.world.call('PUT', `${site}/articles/overtaken`, { token: moderator, body: { mode: 'pre' } });
    await paper.world.settled();
    const thread = await reader.open('overtaken');
    await write(thread, 'Buy my pills');
    await send(thread);
    const own = thread.locator('.comment', { hasText: 'Buy my pills' });
    const commentId = (await own.getAttribute('id'))?.replace('comment-', '');
    await paper.world.settled();
    const arrival = new EventTarget();
    const answered = once(arrival, 'answered');
    const overtaken = async (route: Route): Promise<void> => {
      const response = await route.fetch();
      const released = once(arrival, 'released');
      arrival.dispatchEvent(new Event('answered'));
      await released;
      await route.fulfill({ response });
    };
    await reader.page.route('**/viewer?*', overtaken, { times: 1 });
    await reader.page.reload();
    await answered;
    const reject = { commentId, decision: 'reject', reason: 'spam' };
    await paper.world.call('POST', `${site}/moderation/decisions`, { token: moderator, body: { decisions: [reject] } });
    await paper.world.settled();
    await thread.getByRole('link', { name: 'Oldest' }).click();
    await own.getByText('Rejected by a moderator').waitFor();
    // The page begins to listen once it has taken the first answer in.
    const listening = reader.page.waitForResponse('**/live?*');
    arrival.dispatchEvent(new Event('released'));
    await listening;
    await own.getByText('Rejected by a moderator').waitFor();
    await expect(own.getByText('Waiting for review').count()).resolves.toBe(0);
  });

  it('sees errors at the fields that they are about', async () => {
    const thread = await reader.open('missing');
    await thread.getByText('No comments yet').waitFor();
    const text = thread.getByLabel('Leave a comment').last();
    const name = thread.getByLabel('Name');
    await send(thread);
    expect(await isFocused(text)).toBe(true);
    await text.fill('No name');
    await send(thread);
    expect(await isFocused(name)).toBe(true);
    await name.fill(' ');
    await send(thread);
    await thread.getByText('Please enter a name of up to 80 characters.').waitFor();
    await expect(name.getAttribute('aria-invalid')).resolves.toBe('true');
    expect(await isFocused(name)).toBe(true);
    await name.fill('Ada');
    await text.fill(' \n ');
    await send(thread);
    await thread.getByText('Please write something first.').waitFor();
    expect(await bodies('missing')).toEqual([]);
  });

  it('sees which words are not allowed, and keeps the text', async () => {
    await changePolicy(paper, { bannedWords: ['blockhead'] });
    const thread = await reader.open('banned-words');
    const typed = 'You are a Block**head**, really';
    await write(thread, typed);
    await send(thread);
    await thread.getByText('It contains words that are not allowed here. Reason: Block**head').waitFor();
    await expect(thread.getByLabel('Leave a comment').last().inputValue()).resolves.toBe(typed);
    const name = thread.getByLabel('Name').last();
    await thread.getByLabel('Leave a comment').last().fill('Fair enough');
    await name.fill('Blockhead');
    await send(thread);
    await thread.getByText('This name contains words that are not allowed here.').waitFor();
    await expect(name.getAttribute('aria-invalid')).resolves.toBe('true');
    expect(await isFocused(name)).toBe(true);
    expect(await bodies('banned-words')).toEqual([]);
  });

  it('keeps the text when the comments were closed meanwhile', async () => {
    await reader.page.route('**/live?*', (route) => route.abort());
    const thread = await reader.open('closing');
    await write(thread, 'Too late');
    await paper.world.call('PUT', `${site}/articles/closing`, { token: moderator, body: { open: false } });
    await send(thread);
    await thread.getByText('Comments are closed.').first().waitFor();
    await expect(thread.getByLabel('Your text was not posted.').inputValue()).resolves.toBe('Too late');
    expect(await bodies('closing')).toEqual([]);
  });

  it('keeps the text for copying if the comments are closed while typing, also after a reload', async () => {
    const listening = reader.page.waitForResponse('**/live?*');
    const thread = await reader.open('closed-live');
    await listening;
    await write(thread, 'A long thought, almost fin');
    const setOpen = (open: boolean) =>
      paper.world.call('PUT', `${site}/articles/closed-live`, { token: moderator, body: { open } });
    await setOpen(false);
    await thread.locator('.toast', { hasText: 'Comments are closed.' }).waitFor();
    await thread.locator('.note', { hasText: 'Comments are closed.' }).waitFor();
    const kept = thread.getByLabel('Your text was not posted.');
    await expect(kept.inputValue()).resolves.toBe('A long thought, almost fin');
    await expect(kept.isEditable()).resolves.toBe(false);
    await expect(thread.getByRole('button', { name: 'Post comment' }).count()).resolves.toBe(0);
    await paper.world.settled();
    expect(await violations(reader.page, 'comment-thread')).toEqual([]);
    if (process.env['SHOT']) await reader.page.screenshot({ path: process.env['SHOT'] });
    await setOpen(true);
    const field = thread.getByLabel('Leave a comment').last();
    await expect(field.inputValue()).resolves.toBe('A long thought, almost fin');
    await setOpen(false);
    await kept.waitFor();
    await reader.page.reload();
    await expect(kept.inputValue()).resolves.toBe('A long thought, almost fin');
  });

  it('sees how long to wait at a rate limit', async () => {
    const thread = await reader.open('fast');
    await reader.page.route('**/articles/fast/comments', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill(problem(429, 'too-many-requests', { 'retry-after': '12' }))
        : route.continue(),
    );
    await write(thread, 'Again and again');
    await send(thread);
    await thread.getByText('Please wait 12 seconds; your text is kept.').waitFor();
  });

  it('is asked to reconsider if a rule matches; the text that is sent anyway is held', async () => {
    await changePolicy(paper, { holdShouting: 80 });
    const thread = await reader.open('nudged');
    await write(thread, 'WHY DO THEY NEVER LISTEN TO US HERE');
    await send(thread);
    await thread.getByText('or send it anyway. It is mostly in capital letters.').waitFor();
    expect(await bodies('nudged')).toEqual([]);
    // Asked once is asked: a dead network in between changes nothing.
    await reader.page.route('**/articles/nudged/comments', (route) => route.abort());
    await thread.getByRole('button', { name: 'Send anyway' }).click();
    await thread.getByText('No connection.').waitFor();
    await reader.page.unroute('**/articles/nudged/comments');
    await send(thread);
    await thread.locator('.comment', { hasText: 'Only you can see this.' }).waitFor();
  });

  it('sees before typing until when and why they are suspended', async () => {
    const token = await paper.world.token({ sub: 'sue', name: 'Sue' });
    await paper.post('suspended', 'Hello', { token });
    const { body } = await paper.world.call('GET', `${site}/articles/suspended/comments`);
    const answer = await paper.world.call('POST', `${site}/authors/${body.comments[0].author.id}/restrictions`, {
      token: moderator,
      body: { kind: 'suspended', until: '2999-05-03T10:00:00Z', reason: 'Insults' },
    });
    expect(answer.status).toBeLessThan(300);
    paper.signIn(token);
    await paper.world.settled();
    const thread = await reader.open('suspended', { 'data-sign-in': '' });
    await thread.getByText('You cannot comment until 3 May 2999').waitFor();
    await thread.getByText('Reason: Insults').waitFor();
    await expect(thread.getByRole('textbox').count()).resolves.toBe(0);
  });

  it('posts under the signed-in name, also if the token must be renewed', async () => {
    const expired = 'not.a.token';
    paper.signIn(expired);
    const thread = await reader.open('member', { 'data-sign-in': '' });
    await thread.getByText('No comments yet').waitFor();
    paper.signIn(await paper.world.token({ sub: 'lea', name: 'Lea Brandt' }));
    await reader.page.reload();
    await thread.getByText('Writing as Lea Brandt').waitFor();
    await expect(thread.getByLabel('Name').count()).resolves.toBe(0);
    await write(thread, 'As a member', '');
    await send(thread);
    await thread.locator('.comment', { hasText: 'Lea Brandt' }).waitFor();
  });

  it('signs in again after the session ended, and the same text is posted once under their name', async () => {
    const token = await paper.world.token({ sub: 'ines', name: 'Ines Roth' });
    paper.signIn(token);
    const thread = await reader.open('session', { 'data-sign-in': '' });
    await thread.getByText('Writing as Ines Roth').waitFor();
    await thread.getByLabel('Leave a comment').last().fill('Begun as a member');
    paper.signIn(null);
    await reader.page.route('**/articles/session/comments', (route) => route.fulfill(problem(401, 'unauthenticated')));
    await send(thread);
    await thread.getByText('You are not signed in. Your text is kept: sign in to send it.').waitFor();
    await thread.getByRole('button', { name: 'Sign in' }).waitFor();
    await expect(thread.getByLabel('Leave a comment').last().inputValue()).resolves.toBe('Begun as a member');
    await expect(thread.getByLabel('Name').inputValue()).resolves.toBe('');
    expect(await violations(reader.page, 'comment-thread')).toEqual([]);
    await reader.page.unroute('**/articles/session/comments');
    paper.signIn(token);
    await thread.getByLabel('Leave a comment').last().press('Tab');
    await thread.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
    await send(thread);
    await thread.locator('.comment', { hasText: 'Ines Roth' }).waitFor();
    expect(await bodies('session')).toEqual(['Begun as a member']);
  });

  it('writes two texts in two tabs, and finds the draft of a closed tab again', async () => {
    const thread = await reader.open('tabs');
    await write(thread, 'In the first tab');
    const second = await reader.context.newPage();
    await second.goto(reader.page.url());
    const theirs = second.locator('comment-thread');
    const field = theirs.getByLabel('Leave a comment').last();
    await field.fill('In the second tab');
    await second.reload();
    await expect(field.inputValue()).resolves.toBe('In the second tab');
    await expect(thread.getByLabel('Leave a comment').last().inputValue()).resolves.toBe('In the first tab');
    await second.close();
    const third = await reader.context.newPage();
    await third.goto(reader.page.url());
    await third.waitForFunction(
      () =>
        document.querySelector('comment-thread')?.shadowRoot?.querySelector('textarea')?.value === 'In the second tab',
    );
    await third.close();
  });

  it('keeps the reply form open if the comment above it is removed', async () => {
    const id = await paper.post('lost', 'A question', { name: 'Bob' });
    const listening = reader.page.waitForResponse('**/live?*');
    const thread = await reader.open('lost');
    await listening;
    await thread.getByRole('button', { name: 'Reply' }).click();
    await thread.getByLabel('Reply to Bob').last().fill('A long answer');
    const removal = { commentId: id, decision: 'reject', reason: 'spam' };
    await paper.world.call('POST', `${site}/moderation/decisions`, {
      token: moderator,
      body: { decisions: [removal] },
    });
    await thread.getByText('This comment was removed by a moderator.').waitFor();
    await expect(thread.getByLabel('Your text was not posted.').inputValue()).resolves.toBe('A long answer');
    expect(await violations(reader.page, 'comment-thread')).toEqual([]);
  });

  it('is asked to sign in if guests may not write', async () => {
    await changePolicy(paper, { guestsAllowed: false });
    const thread = await reader.open('members-only', { 'sign-in': '/login' });
    const link = thread.getByRole('link', { name: 'Sign in' });
    await expect(link.getAttribute('href')).resolves.toBe('/login');
    await expect(thread.getByRole('textbox').count()).resolves.toBe(0);
  });
});

const write = async (thread: Locator, body: string, name = 'Ada'): Promise<void> => {
  await thread.getByLabel('Leave a comment').last().fill(body);
  if (name !== '') await thread.getByLabel('Name').fill(name);
};
const send = (thread: Locator): Promise<void> => thread.getByRole('button', { name: 'Post comment' }).click();

const isFocused = (field: Locator): Promise<boolean> =>
  field.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element);

const problem = (status: number, code: string, headers: Record<string, string> = {}, detail?: string) => ({
  status,
  headers: {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'retry-after',
    'content-type': 'application/problem+json',
    ...headers,
  },
  body: JSON.stringify({ type: `/docs/problems#${code}`, title: '', status, detail }),
});
