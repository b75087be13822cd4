import { focused } from '#test/support/browser/focus';
import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';

describe('a reader with only a keyboard', () => {
  let paper: Newspaper;
  let reader: Reader;

  beforeAll(async () => {
    paper = await openNewspaper();
  });
  afterAll(() => paper?.stop());
  beforeEach(async () => {
    reader = await paper.reader();
  });
  afterEach(async () => {
    paper.signIn(null);
    await reader.close();
  });

  /** Presses Tab until the focused element has this text. Gives up after 60 steps. */
  const tabTo = async (text: string): Promise<void> => {
    for (let step = 0; step < 60; step++) {
      await reader.page.keyboard.press('Tab');
      if ((await focused(reader)).startsWith(text)) return;
    }
    throw new Error(`no Tab leads to "${text}"`);
  };
  const press = (keys: string): Promise<void> => reader.page.keyboard.press(keys);
  const type = (text: string): Promise<void> => reader.page.keyboard.type(text);

  it('writes, replies, edits, likes, reports, sorts and deletes without losing the focus', async () => {
    await paper.post('keys', 'A question', { name: 'Bob' });
    paper.signIn(await paper.world.token({ sub: 'lea', name: 'Lea' }));
    const thread = await reader.open('keys', { 'data-sign-in': '' });
    await thread.getByRole('button', { name: /^Like/ }).waitFor();

    await thread.getByLabel('Leave a comment').last().focus();
    await type('By keyboard');
    await tabTo('Post comment');
    await press('Enter');
    await thread.locator('.comment.own', { hasText: 'By keyboard' }).waitFor();
    expect(await focused(reader)).toContain('By keyboard');

    await tabTo('Edit');
    await press('Enter');
    await press('ControlOrMeta+A');
    await type('Edited by keyboard');
    await tabTo('Save');
    await press('Enter');
    await thread.locator('.body', { hasText: 'Edited by keyboard' }).waitFor();
    expect(await focused(reader)).toContain('Edited by keyboard');

    await tabTo('Delete');
    await press('Space');
    expect(await focused(reader)).toBe('Delete');
    await press('Enter');
    await thread.getByText('Edited by keyboard').waitFor({ state: 'detached' });
    expect(await focused(reader)).toContain('A question');

    await tabTo('Like');
    await press('Space');
    await thread.locator('[aria-pressed=true]').waitFor();
    expect(await focused(reader)).toContain('Like');

    await tabTo('Reply');
    await press('Space');
    await type('An answer');
    await tabTo('Post comment');
    await press('Enter');
    await thread.locator('.replies .body', { hasText: 'An answer' }).waitFor();
    expect(await focused(reader)).toContain('An answer');

    await thread.getByRole('button', { name: 'Report' }).first().focus();
    await press('Enter');
    await press('Space');
    await tabTo('Send report');
    await press('Enter');
    await thread.getByText('Thank you. A moderator will review it.').waitFor();
    expect(await focused(reader)).toBe('Report');
  });

  it('sees where the focus is', async () => {
    await paper.post('visible', 'Look here');
    const thread = await reader.open('visible');
    await thread.getByText('Look here').waitFor();
    await thread.getByLabel('Leave a comment').last().focus();
    for (const name of ['Name', 'E-mail (optional, not published)']) {
      await press('Tab');
      const outline = await thread.getByLabel(name).evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(outline).toBe('solid');
    }
    for (const name of ['Post comment', 'Preview', 'now', 'Reply', 'Share', 'Report']) {
      await press('Tab');
      expect(await focused(reader)).toBe(name);
      expect(await reader.page.evaluate<string>(outlineOfFocus)).toBe('solid');
    }
  });
});

const outlineOfFocus = `(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return getComputedStyle(element).outlineStyle;
})()`;
