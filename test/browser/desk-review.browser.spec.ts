import { until } from '#test/support/time/until';
import { type Moderator, type Newsroom, openNewsroom } from '#test/support/browser/newsroom';

describe('a moderator who reviews only by keyboard', () => {
  let newsroom: Newsroom;
  let ada: Moderator;

  beforeAll(async () => {
    newsroom = await openNewsroom();
  });
  afterAll(() => newsroom?.stop());
  beforeEach(async () => {
    ada = await newsroom.moderator('Ada');
  });
  afterEach(async () => {
    await ada.close();
    await newsroom.clear();
    expect(ada.complaints).toEqual([]);
  });

  const card = (text: string) => ada.page.locator('.card', { hasText: text }).waitFor();
  const isNow = (id: string | undefined, status: string) =>
    until(`it is ${status}`, async () => (await newsroom.statusOf(String(id))) === status);

  /** Holds comments, and has the first of them on the card. */
  const review = async (first: string, ...others: string[]): Promise<readonly string[]> => {
    const ids = await newsroom.hold([first, ...others]);
    await ada.open('/sites/default/review/pending');
    await card(first);
    return ids;
  };
  const approveTwoOfThree = async (): Promise<readonly string[]> => {
    const ids = await review('First words', 'Second words', 'Third words');
    await ada.press('a');
    await card('Second words');
    await ada.press('a');
    await card('Third words');
    return ids;
  };

  it('approves with one key, sees the next card, and undoes it with another key', async () => {
    const [first] = await newsroom.hold(['First words', 'Second words']);
    await ada.open('/');
    await card('First words');
    await ada.press('a');
    await card('Second words');
    await ada.page.locator('.toast', { hasText: 'Approved: “First words”' }).waitFor();
    await isNow(first, 'approved');
    await ada.press('u');
    await card('First words');
    await isNow(first, 'held');
    await ada.press('a');
    await card('Second words');
    await isNow(first, 'approved');
  });

  it('undoes fast decisions one after the other, even after their messages have closed', async () => {
    const ids = await newsroom.hold(['First words', 'Second words', 'Third words', 'Fourth words']);
    await ada.open('/sites/default/review/pending');
    for (const [text, key] of [
      ['First', 'a'],
      ['Second', 'e'],
      ['Third', 'a'],
    ] as const) {
      await card(`${text} words`);
      await ada.press(key);
    }
    await card('Fourth words');
    await ada.page.locator('.toast').getByRole('button', { name: 'Close' }).last().click();
    await ada.press('u', 'u', 'u', 'u');
    await card('First words');
    await ada.page.locator('.toast', { hasText: '1 decision undone' }).nth(2).waitFor();
    for (const id of ids) await isNow(id, 'held');
    for (const text of ['Second', 'Third', 'Fourth']) {
      await ada.press('j');
      await card(`${text} words`);
    }
  });

  it('is offered the previous decision to undo as soon as the last one is undone', async () => {
    const ids = await approveTwoOfThree();
    await ada.page.getByRole('button', { name: 'Undo' }).click();
    await card('Second words');
    await ada.page.getByRole('button', { name: 'Undo the previous decision' }).click();
    await card('First words');
    for (const id of ids) await isNow(id, 'held');
  });

  it('is not offered a decision that a key has already undone', async () => {
    await approveTwoOfThree();
    await ada.press('u');
    await ada.page.getByRole('button', { name: 'Undo the previous decision' }).waitFor();
    await ada.press('u');
    await ada.page.locator('.toast', { hasText: '1 decision undone' }).nth(1).waitFor();
    expect(await ada.page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  });

  it('rejects with a reason, after seeing what the author will read', async () => {
    const [first] = await review('Rude words', 'Second words');
    await ada.press('r', '2');
    await ada.page.getByText('Your comment was removed by a moderator. Reason: Insults.').waitFor();
    await ada.page.getByLabel('Message to the author').fill('Please be kind.');
    await ada.page.locator('.preview-message', { hasText: 'Please be kind.' }).waitFor();
    await ada.press('Control+Enter');
    await card('Second words');
    await isNow(first, 'rejected');
    const { body } = await newsroom.call('GET', `/comments/${first}/history`);
    expect(body.events.at(-1)).toMatchObject({
      type: 'CommentRejected',
      data: { reason: 'abuse' },
      personal: { message: 'Please be kind.' },
    });
  });

  it('rejects with three keys and no message', async () => {
    const [first] = await review('Buy my pills', 'Second words');
    await ada.press('r', '1');
    await ada.page.locator('.preview', { hasText: 'Reason: Spam' }).waitFor();
    await until('Enter sends', () =>
      ada.page.evaluate(() => document.activeElement?.matches('[type=submit]') === true),
    );
    await ada.press('Enter');
    await card('Second words');
    await isNow(first, 'rejected');
  });

  it('escalates, and finds the comment in the queue that g 3 leads to', async () => {
    await review('A hard case', 'Second words');
    await ada.press('e');
    await card('Second words');
    await ada.page.locator('.queue', { hasText: 'Escalated' }).waitFor();
    await newsroom.world.settled();
    await ada.press('g', '3');
    await ada.page.getByRole('heading', { name: 'Escalated comments' }).waitFor();
    await card('A hard case');
    await ada.page.getByText('A colleague escalated it for a second opinion.').waitFor();
  });

  it('skips a card and comes back to it', async () => {
    await review('One', 'Two', 'Three');
    await ada.press('j');
    await card('Two');
    await ada.press('k');
    await card('One');
    await ada.press('k');
    await card('Three');
  });

  it('restricts the author and leaves a note, in dialogs that give the focus back', async () => {
    const [first] = await review('Again him');
    await ada.press('n');
    await ada.page.getByRole('dialog', { name: 'Note for colleagues' }).getByLabel('Note').fill('Third time this week');
    await ada.press('Control+Enter');
    await ada.page.getByText('Note saved.').waitFor();
    await ada.press('b');
    const dialog = ada.page.getByRole('dialog', { name: /^Restrict/ });
    await dialog.getByLabel('Premoderate').check();
    await dialog.getByLabel('Reason').fill('Insults others');
    await ada.press('Control+Enter');
    await ada.page.locator('.toast', { hasText: 'Premoderated' }).waitFor();
    const { body } = await newsroom.call('GET', `/comments/${first}/history`);
    expect(body.events.at(-1)).toMatchObject({ type: 'CommentNoted', personal: { note: 'Third time this week' } });
    await card('Again him');
    await expect(ada.page.getByRole('dialog').count()).resolves.toBe(0);
  });

  it('suspends an author until a chosen day and time in the future', async () => {
    await review('Enough of this');
    await ada.press('b');
    const dialog = ada.page.getByRole('dialog', { name: /^Restrict/ });
    await dialog.getByLabel('Duration').selectOption({ label: 'Until a date and time…' });
    await dialog.getByText(/Your time zone: .?Europe\/Berlin/).waitFor();
    await dialog.getByLabel('Reason').fill('Third time this week');
    const until = dialog.getByLabel('Until', { exact: false }).last();
    await until.fill('2020-01-01T08:00');
    await dialog.getByRole('button', { name: 'Restrict' }).click();
    await dialog.getByText('Choose a time in the future.').waitFor();
    await until.fill('2090-07-01T08:30');
    await dialog.getByRole('button', { name: 'Restrict' }).click();
    await ada.page.locator('.toast', { hasText: 'Suspended' }).waitFor();
    await newsroom.world.settled();
    const { body } = await newsroom.call('GET', '/moderation/queues/pending');
    const { id } = body.items[0].comment.author;
    const author = await newsroom.call('GET', `/authors/${id}`);
    expect(author.body.restrictions).toMatchObject([{ kind: 'suspended', until: '2090-07-01T06:30:00.000Z' }]);
    await newsroom.call('DELETE', `/authors/${id}/restrictions/suspended`);
  });

  it('opens the conversation and the changes of an edit', async () => {
    const [parent] = await newsroom.hold(['What do you think?']);
    await newsroom.call('POST', '/moderation/decisions', { decisions: [{ commentId: parent, decision: 'approve' }] });
    const posted = await newsroom.world.call('POST', '/v1/sites/default/articles/harbour-bridge/comments', {
      body: { body: 'I think before', author: { name: 'Zoë' }, parentId: parent },
    });
    await newsroom.world.call('PATCH', `/v1/sites/default/comments/${posted.body.comment.id}`, {
      body: { body: 'I think after' },
      token: posted.body.authorToken,
    });
    await newsroom.world.settled();
    await ada.open('/sites/default/review/pending');
    await card('I think after');
    await ada.page.locator('.card > .quoted', { hasText: 'What do you think?' }).waitFor();
    await ada.press('c');
    await ada.page.locator('.conversation', { hasText: 'This comment' }).waitFor();
    await ada.press('d');
    await ada.page.locator('.edits del', { hasText: 'before' }).waitFor();
    await ada.page.locator('.edits ins', { hasText: 'after' }).waitFor();
  });

  it('decides a wave as one card, undoes it as one, and keeps the rest as one after deciding a single comment', async () => {
    const ids: string[] = [];
    for (const name of ['Ann', 'Bert', 'Carl', 'Dora', 'Eve', 'Finn']) {
      const { body } = await newsroom.world.call('POST', '/v1/sites/default/articles/flood/comments', {
        token: await newsroom.world.token({ sub: name, name }),
        body: { body: `Hello ${name}! My uncle earns ninety dollars an hour at home, and so can you.` },
      });
      ids.push(body.comment.id as string);
    }
    await newsroom.world.settled();
    await newsroom.hold(['Other reason']);
    await ada.open('/sites/default/review/pending');
    await card('Hello Carl!');
    await ada.page.getByText('6 similar comments by 6 authors within an hour.').waitFor();
    await ada.page.getByText('2 of them are visible to readers:').waitFor();
    await ada.page.locator('.queue-head', { hasText: '5' }).waitFor();
    await ada.press('t');
    await ada.page.locator('[aria-pressed=true]', { hasText: 'Decide all 6 together' }).waitFor();
    await ada.press('a');
    await card('Other reason');
    for (const id of ids) await isNow(id, 'approved');
    await ada.press('u');
    await card('Hello Carl!');
    for (const [at, id] of ids.entries()) await isNow(id, at < 2 ? 'published' : 'held');
    await ada.press('a');
    await card('Other reason');
    await ada.press('a');
    await card('Hello Dora!');
    await ada.page.getByText('5 similar comments').waitFor();
    await ada.page.getByRole('link', { name: 'Show them' }).click();
    await ada.page.locator('.row', { hasText: 'Hello Finn!' }).waitFor();
    expect(await ada.page.locator('.row').count()).toBe(3);
    await newsroom.call('POST', '/moderation/decisions', {
      decisions: ids.slice(3).map((commentId) => ({ commentId, decision: 'approve' })),
    });
  });

  it('decides the same text together', async () => {
    const spam = Array.from({ length: 4 }, () => 'The very same advertisement, word by word');
    const ids = await newsroom.hold([...spam, 'Other reason']);
    await ada.open('/sites/default/review/pending');
    await ada.page.getByText('3 more comments with the same text are waiting.').waitFor();
    await ada.press('t');
    await ada.page.locator('[aria-pressed=true]', { hasText: 'Decide all 4 together' }).waitFor();
    await ada.press('r', '9');
    await ada.page.getByRole('heading', { name: 'Reject 4 comments' }).waitFor();
    await until('Enter sends', () =>
      ada.page.evaluate(() => document.activeElement?.matches('[type=submit]') === true),
    );
    await ada.press('Enter');
    await card('Other reason');
    await ada.page.locator('.toast', { hasText: '4 comments rejected' }).waitFor();
    for (const id of ids.slice(0, 4)) await isNow(id, 'rejected');
    await ada.press('u');
    await ada.page.locator('.toast', { hasText: '4 decisions undone' }).waitFor();
    for (const id of ids.slice(0, 4)) await isNow(id, 'held');
  });

  it('approves a reported comment, ignores later reports of it, and sees that in its history', async () => {
    const flag = async (id: string, reader: string): Promise<number> => {
      const answer = await newsroom.call('POST', `/comments/${id}/flags`, { reason: 'hate' }, reader);
      await newsroom.world.settled();
      return answer.status;
    };
    const [id = ''] = await newsroom.hold(['Brigaded words']);
    await newsroom.call('POST', '/moderation/decisions', { decisions: [{ commentId: id, decision: 'approve' }] });
    for (const reader of ['Rob', 'Rea']) await flag(id, reader);
    await ada.open('/sites/default/review/reported');
    await card('Brigaded words');
    await ada.page.getByRole('button', { name: 'Approve, ignore reports' }).waitFor();
    await ada.press('i');
    await ada.page.locator('.toast', { hasText: 'Approved · reports of this version are ignored' }).waitFor();
    for (const reader of ['Ron', 'Roy', 'Ria', 'Ray']) expect(await flag(id, reader)).toBe(202);
    await ada.open('/sites/default/review/reported');
    await ada.page.getByRole('heading', { name: 'No reported comments' }).waitFor();
    await ada.open(`/sites/default/comments/${id}`, 'none');
    await ada.page.getByText('approved it. Reports of this version are ignored.').waitFor();
    await ada.page.getByRole('button', { name: 'Undo the last decision' }).click();
    await ada.page.getByText('Decision undone.').waitFor();
    await ada.open('/sites/default/review/reported');
    await card('Brigaded words');
  });

  it('offers to ignore reports only of a comment that was reported', async () => {
    await review('Without a report');
    await expect(ada.page.getByRole('button', { name: 'Approve, ignore reports' }).count()).resolves.toBe(0);
    await ada.press('i');
    await card('Without a report');
  });

  it('sees that the queue is empty, and when a moderator was last active there', async () => {
    await review('The last one');
    await ada.press('a');
    await ada.page.getByRole('heading', { name: 'No held comments', level: 2 }).waitFor();
    await ada.press('g', '2');
    await ada.page.getByRole('heading', { name: 'No reported comments' }).waitFor();
    await newsroom.world.settled();
    await ada.open('/sites/default/review/pending');
    await ada.page.getByText(/Last decision in this queue/).waitFor();
  });

  it('undoes a decision later, under "my decisions"', async () => {
    const [first] = await review('Decided in haste', 'Second words');
    await ada.press('a');
    await isNow(first, 'approved');
    await newsroom.world.settled();
    await ada.open('/sites/default/mine');
    await ada.page.locator('.decision.cursor', { hasText: 'Decided in haste' }).waitFor();
    await ada.press('u');
    await ada.page.locator('.decision', { hasText: 'Undone' }).first().waitFor();
    await isNow(first, 'held');
    await ada.press('g', '1'); // the page that was left had the other card on top
    await card('Decided in haste');
  });

  it('has no shortcuts while typing, and none at all after switching them off', async () => {
    await review('Careful', 'Second words');
    await ada.press('n');
    await ada.page.getByRole('dialog').getByRole('textbox').pressSequentially('area?/j');
    await expect(ada.page.getByRole('dialog').getByRole('textbox').inputValue()).resolves.toBe('area?/j');
    await ada.press('Escape');
    await ada.press('?');
    const help = ada.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.getByText('Approve selected').waitFor();
    await help.getByLabel('Single-key shortcuts').uncheck();
    await ada.press('Escape', 'a', 'j');
    await expect(ada.top()).resolves.toBe('Careful');
    await ada.page.getByRole('button', { name: 'Approve' }).click();
    await card('Second words');
  });

  it('decides only once when a key, or Enter on a button, is held down', async () => {
    const ids = await review('Held down', 'Second words', 'Third words');
    for (let times = 0; times < 4; times++) await ada.page.keyboard.down('a');
    await ada.page.keyboard.up('a');
    await card('Second words');
    await ada.page.getByRole('button', { name: 'Approve' }).focus();
    for (let times = 0; times < 4; times++) await ada.page.keyboard.down('Enter');
    await ada.page.keyboard.up('Enter');
    await card('Third words');
    await isNow(ids[1], 'approved');
    await isNow(ids[2], 'held');
  });

  it('keeps a draft, however its dialog was closed, until it is sent or discarded', async () => {
    await review('Half a note', 'Second words');
    const { page, press } = ada;
    const dialog = page.getByRole('dialog');
    const field = dialog.getByRole('textbox');
    const isClosed = () => until('it is closed', async () => (await dialog.count()) === 0);
    const isKept = async (text: string): Promise<void> => {
      await press('n');
      await expect(field.inputValue()).resolves.toBe(text);
    };
    await press('n');
    await field.fill('Half a sentence');
    await press('Escape', 'Escape');
    await isKept('Half a sentence');
    const { x = 0, y = 0 } = (await field.boundingBox()) ?? {};
    await page.mouse.move(x + 20, y + 20);
    await page.mouse.down();
    await page.mouse.move(4, 4);
    await page.mouse.up();
    await expect(dialog.count()).resolves.toBe(1);
    await page.mouse.click(4, 4);
    await isClosed();
    await press('j');
    await card('Second words');
    await isKept('');
    await press('Escape', 'k');
    await card('Half a note');
    await page.reload();
    await card('Half a note');
    await isKept('Half a sentence');
    await page.route('**/notes', (route) => route.fulfill({ status: 403, json: { type: '/docs/problems#forbidden' } }));
    await press('Control+Enter');
    await page.locator('.toast.bad').waitFor();
    await page.unroute('**/notes');
    await isKept('Half a sentence');
    await dialog.getByRole('button', { name: 'Discard' }).click();
    await isKept('');
    await press('Escape', 'r', '2');
    await field.fill('In my own words');
    await press('Escape', 'r');
    await expect(field.inputValue()).resolves.toBe('In my own words');
    await page.locator('.reasons').getByText('Spam').click();
    await press('Enter');
    await page.locator('.toast', { hasText: 'Rejected' }).waitFor();
    expect(ada.complaints.splice(0)).toEqual([expect.stringContaining('403')]);
  });

  it('paints the next card after each key, without waiting for the service', async () => {
    const many = Array.from({ length: 12 }, (_, n) => `Comment number ${n}`);
    await newsroom.hold(many);
    await ada.open('/sites/default/review/pending');
    await card('Comment number 0');
    const painted = await ada.page.evaluate(async () => {
      const times: number[] = [];
      for (let n = 0; n < 8; n++) {
        const before = document.querySelector('.card > .comment-text')?.textContent;
        const start = performance.now();
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', code: 'KeyA', bubbles: true }));
        while (document.querySelector('.card > .comment-text')?.textContent === before) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        times.push(performance.now() - start);
        // A person takes longer than this, and what is claimed ahead comes with the answer.
        const isUnsent = (): boolean =>
          Object.keys(localStorage).some((name) => name.startsWith('colloquy-desk-unsent'));
        while (isUnsent() || !document.querySelector('.card')) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      }
      return times;
    });
    expect(painted).toHaveLength(8);
    if (process.env['MEASURE']) process.stdout.write(`key to next card, ms: ${painted.map(Math.round).join(' ')}\n`);
  });
});
