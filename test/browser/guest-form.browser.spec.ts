import type { Locator } from 'playwright-core';
import { GuestForms } from '#api/forms/guest-forms';
import { openDerivationRoot } from '#event-store/keys/derivation-root';
import { Keyring } from '#event-store/keys/keyring';
import { deriveKey } from '#platform/secrets';
import { survivingPool } from '#platform/postgres';
import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';

const held = 'Waiting for review. Only you can see this.';

describe('a guest without a token, on a site that times its forms', () => {
  let paper: Newspaper;
  let reader: Reader;
  let forms: GuestForms;

  beforeAll(async () => {
    paper = await openNewspaper({ RATE_LIMITS: 'on' });
    const pool = survivingPool({ connectionString: paper.world.databaseUrl });
    const root = await openDerivationRoot(pool, new Keyring(paper.world.service.secrets.encryptionKey));
    await pool.end();
    forms = new GuestForms({ keys: { forms: deriveKey(root, 'forms') }, rateLimits: true });
  }, 60_000);
  afterAll(() => paper?.stop());
  beforeEach(async () => {
    reader = await paper.reader();
    await everyLookAtTheClockTakes(1);
  });
  afterEach(() => reader.close());

  /** Milliseconds, however busy this machine is. */
  const everyLookAtTheClockTakes = (step: number) =>
    reader.page.addInitScript(`{ let now = 0; performance.now = () => (now += ${step}); }`);
  /** Answers with a form token that was issued so many seconds ago, so that the spec need not wait. */
  const begunBefore = (seconds: number, article: string) =>
    reader.page.route('**/form', (route) =>
      route.fulfill({
        headers: { 'access-control-allow-origin': '*' },
        json: { token: forms.token({ site: 'default', article }, new Date(Date.now() - seconds * 1000)) },
      }),
    );
  /** Puts the focus into the form, and waits until the widget knows when that was. */
  const begin = async (thread: Locator): Promise<void> => {
    const answered = reader.page.waitForEvent('requestfinished', (request) => request.url().endsWith('/form'));
    await thread.getByLabel('Leave a comment').last().focus();
    await answered;
  };
  const asked = (): string[] => {
    const urls: string[] = [];
    reader.page.on('request', (request) => request.url().endsWith('/form') && urls.push(request.url()));
    return urls;
  };

  it('is published after typing for a while, and requests the form token once', async () => {
    await begunBefore(30, 'calm');
    const requests = asked();
    const thread = await reader.open('calm');
    await thread.getByText('No comments yet').waitFor();
    expect(requests).toEqual([]);
    await begin(thread);
    await write(thread, 'Well considered');
    const sent = reader.page.waitForRequest((request) => request.method() === 'POST');
    await send(thread);
    expect((await sent).postDataJSON()).toMatchObject({ form: { website: '', token: expect.any(String) } });
    await thread.locator('.toast', { hasText: 'Your comment was published.' }).waitFor();
    await write(thread, 'And another one');
    await send(thread);
    await thread.locator('.body', { hasText: 'And another one' }).waitFor();
    expect(requests).toHaveLength(1);
    expect(reader.complaints).toEqual([]);
  });

  it('is held after typing faster than a person can', async () => {
    await begunBefore(-30, 'haste');
    const thread = await reader.open('haste');
    await begin(thread);
    await write(thread, 'Buy my pills');
    await send(thread);
    await thread.locator('.comment', { hasText: held }).waitFor();
  });

  it('is published after a reload within the time that counts from the first letter', async () => {
    await begunBefore(30, 'days');
    const thread = await reader.open('days');
    await begin(thread);
    await write(thread, 'Begun days ago');
    await reader.page.unroute('**/form');
    await reader.page.reload();
    const requests = asked();
    await thread.getByLabel('Name').focus();
    await send(thread);
    await thread.locator('.toast', { hasText: 'Your comment was published.' }).waitFor();
    expect(requests).toEqual([]);
  });

  it('is published when the request for the form token fails', async () => {
    await reader.page.route('**/form', (route) => route.abort());
    const thread = await reader.open('away');
    await write(thread, 'Through a bad network');
    await send(thread);
    await thread.locator('.toast', { hasText: 'Your comment was published.' }).waitFor();
  });

  it('is published when the form token comes late and shows too short a time', async () => {
    await everyLookAtTheClockTakes(1000);
    await begunBefore(-30, 'slow');
    const thread = await reader.open('slow');
    await begin(thread);
    await write(thread, 'By a slow train');
    await send(thread);
    await thread.locator('.toast', { hasText: 'Your comment was published.' }).waitFor();
  });

  it('is published if the text was typed before the form token was requested', async () => {
    await reader.page.route('**/form', (route) => route.abort());
    const thread = await reader.open('older');
    await write(thread, 'From an older page');
    await reader.page.unroute('**/form');
    await reader.page.reload();
    await thread.getByLabel('Leave a comment').last().focus();
    await send(thread);
    await thread.locator('.toast', { hasText: 'Your comment was published.' }).waitFor();
  });

  it('is published once when a dead network has the text sent again', async () => {
    await begunBefore(30, 'tunnel');
    const thread = await reader.open('tunnel');
    await begin(thread);
    await reader.page.route('**/articles/tunnel/comments', async (route) => {
      if (route.request().method() === 'POST') await route.fetch();
      await route.abort('connectionreset');
    });
    await write(thread, 'Only once');
    await send(thread);
    await thread.getByText('No connection.').waitFor();
    await reader.page.unroute('**/articles/tunnel/comments');
    await reader.page.reload();
    await send(thread);
    await thread.locator('.toast', { hasText: 'Your comment was published.' }).waitFor();
    await thread.getByRole('heading', { name: '1 comment', exact: true }).waitFor();
  });
});

const write = async (thread: Locator, body: string): Promise<void> => {
  await thread.getByLabel('Leave a comment').last().fill(body);
  await thread.getByLabel('Name').fill('Ada');
};
const send = (thread: Locator): Promise<void> => thread.getByRole('button', { name: 'Post comment' }).click();
