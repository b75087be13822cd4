import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';

/** Texts of the heading, with one comment and with three, and of the form. */
const spoken = [
  { lang: 'en', one: '1 comment', three: '3 comments', leave: 'Leave a comment', date: /2026/ },
  { lang: 'de', one: '1 Kommentar', three: '3 Kommentare', leave: 'Kommentar schreiben', date: /2026 um/ },
  { lang: 'fr', one: '1 commentaire', three: '3 commentaires', leave: 'Laisser un commentaire', date: /2026 à/ },
  { lang: 'es', one: '1 comentario', three: '3 comentarios', leave: 'Dejar un comentario', date: /de 2026/ },
  { lang: 'ar', one: 'تعليق واحد', three: '3 تعليقات', leave: 'اترك تعليقًا', date: /2026|٢٠٢٦/ },
  { lang: 'zh', one: '1 条评论', three: '3 条评论', leave: '发表评论', date: /年/ },
] as const;

describe('the comments in six languages', () => {
  let paper: Newspaper;
  let reader: Reader;

  beforeAll(async () => {
    paper = await openNewspaper();
    await paper.post('one', 'The only one');
    for (const body of ['One', 'Two', 'Three']) await paper.post('three', body);
  });
  afterAll(() => paper?.stop());
  beforeEach(async () => {
    reader = await paper.reader();
  });
  afterEach(() => reader.close());

  it.each(spoken)('use $lang, with its plurals and dates', async ({ lang, one, three, leave, date }) => {
    let thread = await reader.open('one', { lang });
    await thread.getByRole('heading', { name: one, exact: true }).waitFor();
    await thread.getByText(leave, { exact: true }).waitFor();
    await expect(thread.locator('time').first().getAttribute('title')).resolves.toMatch(date);
    await reader.page.locator('.meta comment-count', { hasText: one }).waitFor();
    thread = await reader.open('three', { lang });
    await thread.getByRole('heading', { name: three, exact: true }).waitFor();
    await expect(thread.locator('.colloquy').getAttribute('dir')).resolves.toBe(lang === 'ar' ? 'rtl' : 'ltr');
    expect(reader.complaints).toEqual([]);
  });

  it.each(spoken)('use $lang without scripts, too', async ({ lang, one, leave }) => {
    const { page } = reader;
    await page.goto(`${paper.world.url}/v1/sites/default/articles/one/embed?lang=${lang}`);
    await page.getByRole('heading', { name: one, exact: true }).waitFor();
    await page.getByText(leave, { exact: true }).waitFor();
    await expect(page.locator('html').getAttribute('lang')).resolves.toBe(lang);
  });

  it('use English if the page’s language is not supported', async () => {
    const thread = await reader.open('one', { lang: 'tlh' });
    await thread.getByRole('heading', { name: '1 comment', exact: true }).waitFor();
  });

  it('run from right to left in Arabic, with each text in its own direction', async () => {
    await paper.post('mixed', 'مرحبا بكم');
    await paper.post('mixed', 'Hello there');
    const thread = await reader.open('mixed', { lang: 'ar' });
    const avatar = await thread.locator('.avatar').first().boundingBox();
    const name = await thread.locator('.name').first().boundingBox();
    expect(avatar?.x ?? 0).toBeGreaterThan(name?.x ?? 0);
    const direction = (text: string) =>
      thread.getByText(text).evaluate((element) => getComputedStyle(element).direction);
    expect(await direction('مرحبا بكم')).toBe('rtl');
    expect(await direction('Hello there')).toBe('ltr');
  });
});
