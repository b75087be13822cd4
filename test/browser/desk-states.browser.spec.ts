import { until } from '#test/support/time/until';
import { picture, violations } from '#test/support/browser/accessibility';
import { type Moderator, type Newsroom, openNewsroom, site } from '#test/support/browser/newsroom';

/** Each theme and each width once: colours do not depend on the width. */
const looks = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 768 },
] as const;

describe.each(looks)('the desk in $theme on $width px', ({ theme, width }) => {
  let newsroom: Newsroom;
  let ada: Moderator;

  beforeAll(async () => {
    newsroom = await openNewsroom();
    await fill(newsroom);
    ada = await newsroom.moderator('Ada Byron', { colorScheme: theme, viewport: { width, height: 900 } });
  });
  afterAll(async () => {
    await ada?.close();
    await newsroom?.stop();
  });

  /** Looked at by axe-core, for scroll bars, and by who asks for pictures (PICTURES=write). */
  const look = async (name: string): Promise<void> => {
    const { page } = ada;
    await page.evaluate(() => document.fonts.ready);
    await picture(page, `desk-${name}-${theme}-${width}`);
    expect(await violations(page, 'html')).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  };

  it('fits and is accessible with a card, its conversation, its edits, and every dialog', async () => {
    const { page, press, open } = ada;
    await open('/sites/default/review/pending');
    await page.locator('.card', { hasText: 'Only an idiot' }).waitFor();
    await look('card');
    await press('c', 'd');
    await page.locator('.conversation').waitFor();
    await page.locator('.edits ins').first().waitFor();
    await look('conversation');
    await press('c', 'd', 'r');
    await look('reject');
    await press('2');
    await page.locator('.preview-message').waitFor();
    await look('reject-message');
    await press('Escape', 'b');
    await look('restrict');
    await press('Escape', 'n');
    await look('note');
    await press('Escape', '?');
    await look('keys');
    await press('Escape', 'a');
    await page.locator('.toast').waitFor();
    await look('approved');
    await press('u');
    await page.locator('.card', { hasText: 'Only an idiot' }).waitFor();
  });

  it('fits and is accessible as a list with selected and decided rows, one of them by a colleague', async () => {
    const { page, press, open } = ada;
    await open('/sites/default/list/pending');
    await page.locator('.row').first().waitFor();
    await look('list');
    await press('j', 'j', 'j', 'x', 'j', 'x', 'j', 'x');
    await page.locator('.selected-count', { hasText: '3 selected' }).waitFor();
    await look('list-selected');
    await press('Shift+A');
    await page.locator('.row.ended').first().waitFor();
    const [open_] = await page.locator('.row:not(.ended)').all();
    const id = String(await open_?.getAttribute('id')).replace('row-', '');
    await page.locator('.row.cursor').waitFor();
    await newsroom.call(
      'POST',
      '/moderation/decisions',
      { decisions: [{ commentId: id, decision: 'approve' }] },
      'Ben Okri',
    );
    await open_?.click();
    await press('e');
    await page.locator('.row', { hasText: 'Approved by Ben Okri' }).waitFor();
    await look('list-decided');
  });

  it('fits and is accessible when a colleague decided the top card first', async () => {
    const { page, open } = ada;
    await open('/sites/default/review/pending');
    await page.locator('.card').waitFor();
    const labelled = await page.locator('.card').getAttribute('aria-labelledby');
    const { body: decided } = await newsroom.call(
      'POST',
      '/moderation/decisions',
      { decisions: [{ commentId: String(labelled).replace('by-', ''), decision: 'approve' }] },
      'Ben Okri',
    );
    expect(decided.results).toMatchObject([{ outcome: 'applied' }]);
    const banner = page.locator('.banner', { hasText: 'Approved by Ben Okri' });
    await banner.waitFor();
    await look('conflict');
  });

  it('fits and is accessible with my decisions, an empty queue, an unsent decision and an ended session', async () => {
    const { page, press, open } = ada;
    await newsroom.world.settled();
    await open('/sites/default/mine');
    await page.locator('.decision').first().waitFor();
    await look('mine');
    await press('g', '3');
    await page.getByRole('heading', { name: 'No escalated comments' }).waitFor();
    await look('empty');
    await page.route('**/moderation/decisions', (route) => route.abort());
    await press('g', '1');
    await page.locator('.card').waitFor();
    await press('a');
    await page.getByText('1 action is not sent yet.').waitFor();
    await look('unsent');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.unroute('**/moderation/decisions');
    const cookies = await ada.context.cookies();
    await ada.context.clearCookies();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    await look('sign-in');
    await ada.context.addCookies(cookies);
    await page.reload();
    await page.locator('.card').waitFor();
    await ada.context.clearCookies();
    await press('a');
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    await look('expired');
    await ada.context.addCookies(cookies);
    await page.getByRole('button', { name: 'I have signed in again' }).click();
    await until('the dialog is gone', async () => (await page.getByRole('dialog').count()) === 0);
  });

  it('fits and is accessible in Arabic from right to left, and in German', async () => {
    const { page, open } = ada;
    await open('/sites/default/review/pending');
    await page.locator('.card').waitFor();
    await page.getByLabel('Language').selectOption('ar');
    await page.getByText('سبب المراجعة').waitFor();
    await look('arabic');
    await page.locator('.settings select').last().selectOption('de');
    await page.getByText('Grund für die Prüfung').waitFor();
    await look('german');
    await page.locator('.settings select').last().selectOption('en');
  });
});

describe('the desk on a telephone, or strongly enlarged', () => {
  let newsroom: Newsroom;
  beforeAll(async () => {
    newsroom = await openNewsroom();
    await fill(newsroom);
    await report(newsroom, 'Words that two readers reported');
  });
  afterAll(() => newsroom?.stop());

  it.each(['en', 'de', 'ar'])(
    'shows the work on the first screen, and what can be done with it in rows (%s)',
    async (locale) => {
      const ada = await newsroom.moderator('Ada Byron', { locale, viewport: { width: 320, height: 640 } });
      const { page } = ada;
      for (const [view, queue, one] of [
        ['review', 'pending', '.card'],
        ['review', 'reported', '.card'],
        ['list', 'pending', '.row'],
      ] as const) {
        await ada.open(`/sites/default/${view}/${queue}`);
        await page.locator(one).first().waitFor();
        if (queue === 'pending') await picture(page, `desk-${view}-${locale}-light-320`);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
        const buttons = await page.locator('.actions-decide button').all();
        const boxes = await Promise.all(buttons.map((button) => button.boundingBox()));
        expect(boxes).toHaveLength(3);
        expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
        const all = await page.locator('.actions button').all();
        for (const button of all) {
          const box = await button.boundingBox();
          expect(box?.x).toBeGreaterThanOrEqual(0);
          expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(320);
        }
        const bar = await page.locator('.actions').boundingBox();
        const work = await page.locator(one).first().boundingBox();
        expect(work?.y).toBeLessThan(bar?.y ?? 0);
        expect(await violations(page, 'html')).toEqual([]);
      }
      await ada.close();
    },
  );
});

async function fill(newsroom: Newsroom): Promise<void> {
  const { world, call } = newsroom;
  const admin = await world.token({ sub: 'admin', name: 'Admin', roles: ['admin'] });
  const { headers, body } = await world.call('GET', `${site}/policy`, { token: admin });
  const changed = await world.call('PUT', `${site}/policy`, {
    token: admin,
    headers: { 'if-match': String(headers.get('etag')) },
    body: {
      ...body.policy,
      suspectWords: ['idiot*'],
      holdLinks: 2,
      rulesUrl: 'https://gazette.example/rules',
      rejectionMessages: [
        { reason: 'abuse', title: 'Be civil', text: 'Dear {name}, please be civil to others. Our rules: {rules}' },
      ],
    },
  });
  if (changed.status !== 200) throw new Error(JSON.stringify(changed.body));
  const post = async (text: string, name: string, parentId?: string) => {
    const { body: answer } = await world.call('POST', `${site}/articles/harbour-bridge/comments`, {
      body: { body: text, author: { name }, ...(parentId !== undefined && { parentId }) },
    });
    return answer as { comment: { id: string }; authorToken: string };
  };
  const [first] = await newsroom.hold([
    'I work on the site. The pillars are from 1931 and were never meant for lorries.',
  ]);
  await call('POST', '/moderation/decisions', { decisions: [{ commentId: first, decision: 'approve' }] });
  const rude = await post('Only a fool would take a bus at that hour.', 'Karl-Heinz Vogt', first);
  await world.call('PATCH', `${site}/comments/${rude.comment.id}`, {
    token: rude.authorToken,
    body: {
      body: 'Only an idiot would take a bus at that hour. The detour through the tunnel already takes forty minutes in the morning: has anyone at the council ever driven it?\n\nCheap vouchers at https://taxi.example and https://vouchers.example',
    },
  });
  for (let n = 0; n < 3; n++) await post('Best prices for boat trips, call 555-0199 now and save', `Boats ${n}`);
  await newsroom.hold([
    'We asked three drivers; their answers are in tomorrow’s paper.',
    'متى يُفتح الجسر من جديد؟ نحتاج إلى معرفة ذلك قبل بداية العام الدراسي.',
    'Will the cycle lane stay open? The article does not say.',
    'At last it will be quiet in Quay Street.',
    'As a nurse on late shifts: finally.',
    'The council has been promising this since 2019, and no one believes them any more.',
  ]);
}

/** Brings a comment into the reported queue. */
async function report({ call, hold, world }: Newsroom, body: string): Promise<void> {
  const [id = ''] = await hold([body]);
  await call('POST', '/moderation/decisions', { decisions: [{ commentId: id, decision: 'approve' }] });
  for (const reader of ['Rob', 'Rea']) await call('POST', `/comments/${id}/flags`, { reason: 'hate' }, reader);
  await world.settled();
}
