import type { DeskPerson } from '#api/desk/desk-person';
import { until } from '#test/support/time/until';
import { picture, violations } from '#test/support/browser/accessibility';
import { type DeskTab, type Seeded, openDesk, seedNewsroom } from '#test/support/browser/desk-pages';
import { type Newspaper, openNewspaper } from '#test/support/browser/newspaper';

/** Each theme and each width once: colours do not depend on the width. */
const looks = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 768 },
] as const;
const admin: Partial<DeskPerson> = { name: 'Ada Admin', roles: ['admin'] };

describe("the desk's pages", () => {
  let paper: Newspaper;
  let seeded: Seeded;

  beforeAll(async () => {
    paper = await openNewspaper();
    seeded = await seedNewsroom(paper);
  });
  afterAll(() => paper?.stop());

  it.each(looks)('fit and are accessible in $theme on $width px', async ({ theme, width }) => {
    const desk = await openDesk(paper, admin, { colorScheme: theme, viewport: { width, height: 900 } });
    const look = async (name: string): Promise<void> => {
      await desk.page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
      await picture(desk.page, `desk-${name}-${theme}-${width}`);
      expect({ name, found: await violations(desk.page, 'html') }).toEqual({ name, found: [] });
      expect(await desk.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    };
    for (const { name, path, heading, ready } of pages(seeded)) {
      await desk.open(path, heading);
      await desk.page.locator(ready).first().waitFor();
      await look(name);
    }
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  it('fit and are accessible in Arabic, from right to left', async () => {
    const desk = await openDesk(paper, admin, { locale: 'ar', viewport: { width: 1280, height: 900 } });
    for (const { name, path, ready } of pages(seeded)) {
      await desk.open(path, /./);
      await desk.page.locator(ready).first().waitFor();
      await picture(desk.page, `desk-${name}-arabic-light-1280`);
      expect({ name, found: await violations(desk.page, 'html') }).toEqual({ name, found: [] });
      expect(await desk.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280);
    }
    await desk.close();
  });

  it('report an empty result and an unavailable service, and work once it answers', async () => {
    const desk = await openDesk(paper, admin, { colorScheme: 'dark', viewport: { width: 1280, height: 900 } });
    const { page } = desk;
    await desk.open('search?q=nowhere-to-be-found', 'Search');
    await page.getByText('No comments match.').waitFor();
    expect(await violations(page, 'html')).toEqual([]);
    await page.route(/\/moderation\/stats(?:\?|$)/, (route) => route.abort());
    await desk.open('numbers', 'No connection.');
    expect(await violations(page, 'html')).toEqual([]);
    await page.unroute(/\/moderation\/stats(?:\?|$)/);
    await page.getByRole('button', { name: 'Try again' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Statistics' }).waitFor();
    await desk.close();
  });

  describe('used only by keyboard', () => {
    let desk: DeskTab;
    beforeEach(async () => {
      desk = await openDesk(paper, admin, { viewport: { width: 1280, height: 900 } });
    });
    afterEach(() => desk.close());

    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await desk.page.keyboard.press(key);
    };
    const toast = (text: RegExp) => desk.page.locator('.toast', { hasText: text }).waitFor();

    it('a search finds comments by words and leads to the page of one', async () => {
      await desk.open('articles', 'Articles');
      await press('/');
      await desk.page.getByRole('searchbox', { name: 'Words' }).waitFor();
      await desk.page.keyboard.type('marvel engin');
      await desk.page.locator('.comment-line mark').first().waitFor();
      await until('one is found', async () => (await desk.page.locator('.comment-line').count()) === 1);
      await desk.page.locator('.line-text a').first().focus();
      await press('Enter');
      await desk.page.getByRole('heading', { level: 1, name: 'Comment by Lea Brandt' }).waitFor();
    });

    it('a comment shows its history, gets a note, and its last decision is undone', async () => {
      await desk.open(`comments/${seeded.eventful}`, 'Comment by Lea Brandt');
      const history = desk.page.locator('.history');
      for (const entry of ['Mo Mercer', 'rejected it: Insults', 'Jo Juarez', 'undid a decision', 'escalated it'])
        expect(await history.innerText()).toContain(entry);
      await press('n');
      await desk.page.getByRole('dialog').getByRole('textbox').focus();
      await desk.page.keyboard.type('<b>Looked at it</b> once more');
      await press('Control+Enter');
      await toast(/Note saved/);
      await desk.page.getByRole('button', { name: 'Undo the last decision' }).focus();
      await press('Enter');
      await toast(/undone/);
      await history.getByText('undid a decision (escalation)').waitFor();
    });

    it('an article is closed', async () => {
      await desk.open('articles/ferry', /last ferry/);
      await desk.page.getByRole('checkbox', { name: /Allow comments/ }).focus();
      await press('Space', 'Tab', 'Tab');
      await desk.page.getByRole('button', { name: 'Save' }).focus();
      await press('Enter');
      await toast(/Saved/);
      const { body } = await paper.world.call('GET', '/v1/sites/default/articles/ferry');
      expect(body.open).toBe(false);
    });

    it('the policy page describes the changes in words, and names a colleague who saved first', async () => {
      await desk.open('policy', 'Policy');
      await desk.page.getByRole('spinbutton', { name: 'Maximum comment length' }).focus();
      await press('Control+a');
      await desk.page.keyboard.type('2000');
      const token = await paper.world.token({ sub: 'ada', name: 'Ada Admin', roles: ['admin'] });
      const { body, headers } = await paper.world.call('GET', '/v1/sites/default/policy', { token });
      await paper.world.call('PUT', '/v1/sites/default/policy', {
        token,
        body: { ...body.policy, guestsAllowed: false },
        headers: { 'if-match': headers.get('etag') ?? '' },
      });
      await press('Enter');
      const dialog = desk.page.getByRole('dialog');
      await dialog.getByText('from 10,000 to 2,000').waitFor();
      const save = dialog.getByRole('button', { name: 'Save changes' });
      await save.focus();
      await press('Enter');
      await dialog.getByText('Another admin saved version 2').waitFor();
      await dialog.getByText('from yes to no').waitFor();
      await picture(desk.page, 'desk-policy-conflict-light-1280');
      expect(await violations(desk.page, 'dialog')).toEqual([]);
      await save.focus();
      await press('Enter');
      await toast(/Saved as version 3/);
      const { body: saved } = await paper.world.call('GET', '/v1/sites/default/policy', { token });
      expect(saved.policy).toMatchObject({ maxLength: 2000, guestsAllowed: false });
    });

    it('an author is restricted, released, and erased with a proof', async () => {
      await desk.open(`authors/${seeded.author}`, 'Lea Brandt');
      await desk.page.getByRole('button', { name: 'Lift: Premoderated' }).focus();
      await press('Enter');
      await toast(/Lifted: Premoderated/);
      const measures = desk.page.locator('.measure');
      await measures.getByText('Lifted: Premoderated').waitFor();
      await measures.getByText('Insulted planners twice.').waitFor();
      await picture(desk.page, 'desk-author-lifted-light-1280');
      await press('b');
      const dialog = desk.page.getByRole('dialog');
      await dialog.getByRole('textbox').focus();
      await desk.page.keyboard.type('Three insults in a week');
      await press('Control+Enter');
      await desk.page.locator('.restrictions').getByText('Three insults in a week').waitFor();
      await desk.page.getByRole('button', { name: 'Erase this person' }).focus();
      await press('Enter');
      const confirm = dialog.getByRole('button', { name: 'Erase permanently' });
      expect(await confirm.isDisabled()).toBe(true);
      await dialog.getByRole('textbox').focus();
      await desk.page.keyboard.type('Lea Brandt');
      await press('Enter');
      await dialog.getByText('This person’s data can no longer be read.').waitFor();
      await picture(desk.page, 'desk-author-proof-light-1280');
      expect(await violations(desk.page, 'dialog')).toEqual([]);
      await press('Escape');
      await desk.page.getByRole('heading', { level: 1, name: 'Erased person' }).waitFor();
    });
  });
});

const pages = ({ author, eventful }: Seeded) =>
  [
    { name: 'articles', path: 'articles', heading: 'Articles', ready: 'tbody tr' },
    { name: 'article', path: 'articles/harbour-bridge', heading: /harbour bridge/, ready: '.comment-line' },
    { name: 'search', path: 'search?q=bridge', heading: 'Search', ready: '.comment-line mark' },
    { name: 'comment', path: `comments/${eventful}`, heading: 'Comment by Lea Brandt', ready: '.side-by-side' },
    { name: 'author', path: `authors/${author}`, heading: 'Lea Brandt', ready: '.comment-line' },
    { name: 'policy', path: 'policy', heading: 'Policy', ready: '.rules' },
    { name: 'numbers', path: 'numbers', heading: 'Statistics', ready: '.chart canvas' },
  ] as const;
