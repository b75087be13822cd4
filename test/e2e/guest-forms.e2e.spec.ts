import { GuestForms } from '#api/forms/guest-forms';
import { openDerivationRoot } from '#event-store/keys/derivation-root';
import { Keyring } from '#event-store/keys/keyring';
import { deriveKey } from '#platform/secrets';
import { survivingPool } from '#platform/postgres';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
let world: World;
let moderator: string;
/** Signs tokens as the service does, so that specs can backdate them instead of waiting. */
let forms: GuestForms;
beforeAll(async () => {
  world = await createWorld({ RATE_LIMITS: 'on' });
  moderator = await world.token({ sub: 'mod', roles: ['moderator'] });
  const pool = survivingPool({ connectionString: world.databaseUrl });
  const root = await openDerivationRoot(pool, new Keyring(world.service.secrets.encryptionKey));
  await pool.end();
  forms = new GuestForms({ keys: { forms: deriveKey(root, 'forms') }, rateLimits: true });
});
afterAll(() => world.stop());

const shown = (article: string, secondsAgo: number): string =>
  forms.token({ site: 'default', article }, new Date(Date.now() - secondsAgo * 1000));
const post = (article: string, form: object, more: { token?: string; headers?: Record<string, string> } = {}) =>
  world.call('POST', `${site}/articles/${article}/comments`, {
    ...more,
    body: { body: 'Hello.', author: { name: 'Gus' }, form },
  });
const waiting = async (article: string) => {
  await world.settled();
  const path = `${site}/moderation/queues/pending?article=${article}`;
  return (await world.call('GET', path, { token: moderator })).body.items;
};
const send = (article: string, fields: Record<string, string>) =>
  fetch(`${world.url}${site}/articles/${article}/embed`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ body: 'Hello.', name: 'Gus', ...fields }),
  });
const page = async (article: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${world.url}${site}/articles/${article}/embed`, { headers });
  const html = await answer.text();
  return { html, etag: answer.headers.get('etag') ?? '', status: answer.status, token: tokenIn(html) };
};
const tokenIn = (html: string): string => / name="form" value="([^"]*)"/.exec(html)?.[1] ?? '';

describe("a guest's comment sent as JSON", () => {
  it('is published after a reasonable time, or without a form', async () => {
    const { body: form, headers } = await world.call('GET', `${site}/articles/calm/form`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(form.token).toMatch(/^[0-9a-z]+\.[\w-]{22}$/);
    expect((await post('calm', { token: shown('calm', 10), website: '' })).body.comment.status).toBe('published');
    const bare = { body: 'Hello.', author: { name: 'Gus' } };
    const answer = await world.call('POST', `${site}/articles/calm/comments`, { body: bare });
    expect(answer.body.comment.status).toBe('published');
  });

  it('is held with the usual answer if it was sent faster than a person can type', async () => {
    const { body: form } = await world.call('GET', `${site}/articles/haste/form`);
    for (const [sent, evidence] of [
      [{ token: form.token }, { seconds: expect.any(Number), least: 2 }],
      [{ token: 'made.up' }, { forged: true }],
      [{ token: shown('another', 10) }, { forged: true }],
      [{ token: shown('haste', 10), website: 'https://spam.example' }, { trapped: true }],
    ] as const) {
      const { status, body } = await post('haste', sent);
      expect([status, body.comment.status, body.comment.notice]).toEqual([201, 'held', expect.any(String)]);
      expect(body.authorToken).toEqual(expect.any(String));
      expect(JSON.stringify(body)).not.toMatch(/guest-form|trapped|forged|seconds/i);
      const item = (await waiting('haste')).find(
        ({ comment }: { comment: { id: string } }) => comment.id === body.comment.id,
      );
      expect(item).toMatchObject({ comment: { body: 'Hello.' }, findings: [{ rule: 'guest-form', evidence }] });
    }
  });

  it('is accepted after days, because pages stay open and drafts are kept', async () => {
    const token = shown('old', 30 * 86_400);
    expect((await post('old', { token })).body.comment.status).toBe('published');
  });

  it('is not checked for known guests and signed-in readers', async () => {
    const first = await post('known', { token: shown('known', 10) });
    const again = await post('known', { token: 'made.up', website: 'x' }, { token: first.body.authorToken });
    expect(again.body.comment.status).toBe('published');
    const member = await world.token({ sub: 'ann' });
    expect((await post('known', { website: 'x' }, { token: member })).body.comment.status).toBe('published');
  });

  it('is the same comment when it is sent again after a reload with another form', async () => {
    const headers = { 'idempotency-key': 'reloaded' };
    const first = await post('reload', { token: shown('reload', 10) }, { headers });
    const again = await post('reload', { token: shown('reload', 5) }, { headers });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body.comment.id).toBe(first.body.comment.id);
  });
});

describe('the form without scripts', () => {
  it('is the same page for all readers except for its time', async () => {
    const [first, second] = [await page('etag'), await page('etag')];
    expect(first.token).toMatch(/^[0-9a-z]+\.[\w-]{22}$/);
    expect(first.html).not.toContain(forms.placeholder);
    expect(first.html.replaceAll(first.token, '')).toBe(second.html.replaceAll(second.token, ''));
    expect((await page('etag', { 'if-none-match': first.etag })).status).toBe(304);
  });

  it('has a field that readers cannot see or reach by keyboard or screen reader', async () => {
    const [field] = /<input[^>]* name="website"[^>]*>/.exec((await page('trap')).html) ?? [];
    expect(field).toMatch(/class="unseen"/);
    expect(field).toMatch(/ inert/);
  });

  it('publishes a comment sent after a reasonable time', async () => {
    const sent = await send('plain', { form: shown('plain', 10), website: '' });
    expect(sent.status).toBe(303);
    await world.settled();
    expect((await world.call('GET', `${site}/articles/plain`)).body.commentCount).toBe(1);
  });

  it.each([
    ['was filled in at once', async () => ({ form: (await page('bot')).token })],
    ['fell into the trap', async () => ({ form: shown('bot', 10), website: 'https://spam.example' })],
    ['never was shown', async () => ({})],
  ])('answers as ever, and has a moderator look, when it %s', async (what, fields) => {
    const sent = await send('bot', { ...(await fields()), body: what });
    expect(sent.status).toBe(303);
    expect(sent.headers.get('location')).toMatch(/^embed\?posted=/);
    const item = (await waiting('bot')).find(({ comment }: { comment: { body: string } }) => comment.body === what);
    expect(item.findings).toMatchObject([{ rule: 'guest-form', action: 'hold' }]);
  });

  it('keeps its time and all text when it is shown again for a correction', async () => {
    const token = shown('fix', 10);
    const refused = await send('fix', { form: token, email: 'not an address' });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain('>Hello.</textarea>');
    expect(tokenIn(html)).toBe(token);
    expect((await send('fix', { form: tokenIn(html) })).status).toBe(303);
    expect(await waiting('fix')).toEqual([]);
  });
});
