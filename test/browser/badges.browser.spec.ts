import { violations } from '#test/support/browser/accessibility';
import { type Newspaper, type Reader, changePolicy, openNewspaper } from '#test/support/browser/newspaper';

const guest = { en: 'Guest', de: 'Gast', fr: 'Invité', es: 'Invitado', ar: 'زائر', zh: '游客' };
const you = { en: 'You', de: 'Sie', fr: 'Vous', es: 'Usted', ar: 'أنت', zh: '您' };
const languages = Object.keys(guest) as (keyof typeof guest)[];

describe('badges next to a name', () => {
  let paper: Newspaper;
  let reader: Reader;
  beforeAll(async () => {
    paper = await openNewspaper();
    const staff = await paper.world.token({ sub: 'maria', name: 'Maria Lund', roles: ['moderator'] });
    await paper.post('badges', 'Ask us anything.', { token: staff });
    await paper.post('badges', 'A member’s word', { token: await paper.world.token({ sub: 'mel', name: 'Mel' }) });
    await paper.post('badges', 'A guest’s word', { name: 'Maria L.' });
    await paper.world.settled();
  });
  afterAll(() => paper?.stop());
  beforeEach(async () => {
    reader = await paper.reader();
  });
  afterEach(() => reader.close());

  const badgesOf = async (text: string): Promise<string[]> =>
    reader.page.locator('.comment', { hasText: text }).locator('.badge').allTextContents();

  it.each(languages)('mark guests and staff, but not members, in %s', async (lang) => {
    const thread = await reader.open('badges', { lang });
    await thread.getByText('A guest’s word').waitFor();
    expect(await badgesOf('A guest’s word')).toEqual([guest[lang]]);
    expect(await badgesOf('A member’s word')).toEqual([]);
    expect(await badgesOf('Ask us anything.')).toHaveLength(1);
    expect(await badgesOf('Ask us anything.')).not.toEqual([guest[lang]]);
    expect(reader.complaints).toEqual([]);
  });

  it.each(languages)('mark guests without scripts, too, in %s', async (lang) => {
    await reader.page.goto(`${paper.world.url}/v1/sites/default/articles/badges/embed?lang=${lang}`);
    expect(await badgesOf('A guest’s word')).toEqual([guest[lang]]);
  });

  it.each(['light', 'dark'] as const)(
    'show “You” on the reader’s own comment in addition, readable in %s',
    async (colorScheme) => {
      await reader.page.emulateMedia({ colorScheme });
      const thread = await reader.open('badges');
      const own = `My own word, in ${colorScheme}`;
      await thread.getByLabel('Name').fill(`Ada ${colorScheme}`);
      await thread.getByLabel('Leave a comment').last().fill(own);
      await thread.getByRole('button', { name: 'Post comment' }).click();
      await reader.page.locator('.comment.own', { hasText: own }).waitFor();
      expect(await badgesOf(own)).toEqual([guest.en, you.en]);
      await reader.page.reload();
      await reader.page.locator('.comment.own', { hasText: own }).waitFor();
      expect(await badgesOf(own)).toEqual([guest.en, you.en]);
      expect(await violations(reader.page, 'comment-thread')).toEqual([]);
      const other = await paper.reader();
      await other.open('badges');
      const theirs = other.page.locator('.comment', { hasText: own });
      await theirs.waitFor();
      expect(await theirs.locator('.badge').allTextContents()).toEqual([guest.en]);
      await other.close();
    },
  );

  it('refuse a staff name to a guest if the policy is set so, explain it at the form, and keep the text', async () => {
    await changePolicy(paper, { staffNames: 'refuse' });
    const thread = await reader.open('badges', { lang: 'de' });
    await thread.getByLabel('Name').fill('Mаria Lund');
    await thread.getByLabel('Kommentar schreiben').last().fill('Ich spreche für alle.');
    await thread.locator('[part=submit]').first().click();
    await thread.getByText('Dieser Name ähnelt dem einer anderen Person.').waitFor();
    await expect(thread.getByLabel('Kommentar schreiben').last().inputValue()).resolves.toBe('Ich spreche für alle.');
  });
});
