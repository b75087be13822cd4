import { picture } from '#test/support/browser/accessibility';
import { boxFaults } from '#test/support/browser/boxes';
import { type Moderator, type Newsroom, openNewsroom, site } from '#test/support/browser/newsroom';
import { until } from '#test/support/time/until';

/** Eighty letters without a blank, and letters with as many marks as a name may have on one. */
const endless = 'Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenherstellerverbandsrat';
const piledUp = `${Array.from('Zalgo', (letter) => `${letter}\u0310\u0323\u0336`).join('')}\u0f40${'\u0f74'.repeat(8)}`;
const fromTheRight = '\u0645\u0631\u0627\u0633\u0644 \u0645\u0646 \u0627\u0644\u0645\u0631\u0641\u0623';

const screens = [
  { locale: 'en', width: 1280, height: 800, hasTouch: false },
  { locale: 'ar', width: 360, height: 740, hasTouch: true },
  { locale: 'de', width: 360, height: 740, hasTouch: true },
] as const;

describe('names and texts of readers', () => {
  let newsroom: Newsroom;
  let seeded: Seeded;

  beforeAll(async () => {
    newsroom = await openNewsroom();
    seeded = await seed(newsroom);
  });
  afterAll(() => newsroom?.stop());

  it.each(screens)('stay in their boxes on $width px ($locale)', async ({ locale, width, height, hasTouch }) => {
    const ada = await newsroom.moderator(piledUp, {
      locale,
      viewport: { width, height },
      hasTouch,
      isMobile: hasTouch,
      roles: ['admin'],
    });
    const found: string[] = [];
    const look = async (name: string): Promise<void> => {
      await ada.page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
      await picture(ada.page, `looks-${name}-${locale}-${width}`);
      const { texts, targets, faults } = await boxFaults(ada.page, hasTouch ? 44 : 24);
      found.push(...faults.map((fault) => `${name} ${fault}`));
      expect([texts, targets].every((count) => count > 1)).toBe(true);
    };
    for (const { name, path, ready } of pagesOf(seeded)) {
      await ada.open(`/sites/default/${path}`);
      await ada.page.locator(ready).first().waitFor();
      await look(name);
    }
    await dialogs(ada, look);
    expect(found).toEqual([]);
    expect(ada.complaints).toEqual([]);
    await leave(newsroom, ada);
  });

  it.each(screens)('leave the action bar in its place below ten thousand characters ($locale)', async (screen) => {
    const { locale, width, height, hasTouch } = screen;
    const ada = await newsroom.moderator('Ada', { locale, viewport: { width, height }, hasTouch, isMobile: hasTouch });
    await ada.open('/sites/default/review/reported');
    await ada.page.locator('.card').waitFor();
    expect(await ada.page.evaluate('document.documentElement.scrollHeight')).toBeGreaterThan(height * 2);
    const bar = await ada.page.locator('.actions').boundingBox();
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBe(height);
    if (width < 400) expect([bar?.x, bar?.width]).toEqual([0, width]);
    await leave(newsroom, ada);
  });
});

/** Gives the cards back on the way out: a page that is only closed keeps what it opened until its claims run out. */
async function leave(newsroom: Newsroom, moderator: Moderator): Promise<void> {
  await moderator.open('/sites/default/mine', 'none');
  await until('no card is held', async () => {
    const queues = await Promise.all(
      ['pending', 'reported'].map((queue) => newsroom.call('GET', `/moderation/queues/${queue}`)),
    );
    return queues.every(({ body }) => body.items.every((item: { claimedBy: unknown }) => item.claimedBy === null));
  });
  await moderator.close();
}

type Seeded = Record<'author' | 'comment', string>;

async function dialogs({ page, open, press }: Moderator, look: (name: string) => Promise<void>): Promise<void> {
  await open('/sites/default/review/pending');
  await page.locator('.card').waitFor();
  await press('r', '2');
  await page.locator('.preview').waitFor();
  await look('reject');
  await press('Escape', 'b');
  await look('restrict');
  await press('Escape', 'n');
  await page.getByRole('dialog').getByRole('textbox').fill(piledUp);
  await look('note');
  await press('Escape', '?');
  await look('keys');
  await press('Escape', 'c', 'a');
  await page.locator('.toast').waitFor();
  await look('toast');
  await press('u');
  await page.locator('.card').waitFor();
}

const pagesOf = ({ author, comment }: Seeded) =>
  [
    { name: 'card', path: 'review/pending', ready: '.card' },
    { name: 'list', path: 'list/pending', ready: '.row' },
    { name: 'mine', path: 'mine', ready: '.decision, .message' },
    { name: 'articles', path: 'articles', ready: 'tbody tr' },
    { name: 'article', path: 'articles/endless', ready: '.box' },
    { name: 'search', path: 'search?q=harbour', ready: '.comment-line mark' },
    { name: 'comment', path: `comments/${comment}`, ready: '.history li' },
    { name: 'author', path: `authors/${author}`, ready: '.comment-line' },
    { name: 'policy', path: 'policy', ready: '.rules' },
    { name: 'numbers', path: 'numbers', ready: '.chart canvas' },
  ] as const;

/** Hostile names and texts in every queue, with answers, reports, notes and decisions by hostile colleagues. */
async function seed({ world, call, hold }: Newsroom): Promise<Seeded> {
  const admin = await world.token({ sub: 'admin', name: 'Admin', roles: ['admin'] });
  await world.call('PUT', `${site}/articles/endless`, {
    token: admin,
    body: { title: `${endless} ${piledUp}`, moderation: null },
  });
  const [first = '', reported = ''] = await hold(['The harbour', `${'word '.repeat(1900)}${endless.repeat(3)}`]);
  for (const commentId of [first, reported])
    await call('POST', '/moderation/decisions', { decisions: [{ commentId, decision: 'approve' }] }, piledUp);
  for (const reader of [endless.slice(0, 80), 'Rea'])
    await call('POST', `/comments/${reported}/flags`, { reason: 'other', note: piledUp + endless }, reader);
  const ids: string[] = [];
  for (const name of [piledUp, endless.slice(0, 80), fromTheRight]) {
    const token = await world.token({ sub: name.slice(0, 40), name: name.slice(0, 80) });
    const body = {
      body: `harbour ${name} ${piledUp} ${endless.repeat(2)} ${'and more words '.repeat(60)}`,
      parentId: first,
    };
    const posted = await world.call('POST', `${site}/articles/harbour-bridge/comments`, { token, body });
    if (posted.status >= 300) throw new Error(JSON.stringify(posted.body));
    ids.push(String(posted.body.comment.id));
  }
  await world.settled();
  const [comment = ''] = ids;
  await call('POST', `/moderation/items/${comment}/notes`, { note: `${piledUp} ${endless}` }, endless.slice(0, 80));
  const { body } = await call('GET', `/moderation/items/${comment}`);
  const author = String(body.comment.author.id);
  await call('POST', `/authors/${author}/restrictions`, { kind: 'premoderated', reason: `${piledUp} ${endless}` });
  await world.settled();
  return { author, comment };
}
