import type { Page } from 'playwright-core';
import { linkToken } from '#test/support/sign-in/desk';
import { until } from '#test/support/time/until';
import { type Moderator, type Newsroom, openNewsroom } from '#test/support/browser/newsroom';

describe('a desk whose network or session fails', () => {
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
  });

  const card = (text: string) => ada.page.locator('.card', { hasText: text }).waitFor();
  const decisionsOn = async (id: string | undefined): Promise<string[]> => {
    const { body } = await newsroom.call('GET', `/comments/${id}/history`);
    return (body.events as { type: string }[]).map(({ type }) => type).filter((type) => type !== 'CommentPosted');
  };
  const review = () => ada.open('/sites/default/review/pending');

  it('sends a decision once when its answer was lost', async () => {
    const [first] = await newsroom.hold(['Once', 'Second']);
    await review();
    await card('Once');
    let lost = 0;
    await ada.page.route('**/moderation/decisions', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch(); // the service decides, and its answer is lost
      return route.abort('connectionreset');
    });
    await ada.press('a');
    await card('Second');
    await until('it was sent again', () => lost > 1);
    await until('all is sent', () =>
      ada.page.evaluate(() => !Object.keys(localStorage).some((name) => name.startsWith('colloquy-desk-unsent'))),
    );
    await expect(decisionsOn(first)).resolves.toEqual(['CommentApproved']);
  });

  it('shows a decision that cannot be sent, keeps it through a reload, and sends it once the network is back', async () => {
    const [first] = await newsroom.hold(['Offline', 'Second']);
    await review();
    await card('Offline');
    await ada.page.route('**/moderation/decisions', (route) => route.abort('internetdisconnected'));
    await ada.press('a');
    await card('Second');
    await ada.page.getByText('1 action is not sent yet.').waitFor();
    await expect(decisionsOn(first)).resolves.toEqual([]);
    ada.page.on('dialog', (dialog) => void dialog.accept()); // "leave the page?"
    await ada.page.reload();
    await ada.page.getByText('1 action is not sent yet.').waitFor();
    await ada.page.unroute('**/moderation/decisions');
    await ada.page.getByRole('button', { name: 'Send now' }).click();
    await ada.page.getByText('1 action is not sent yet.').waitFor({ state: 'detached' });
    await expect(decisionsOn(first)).resolves.toEqual(['CommentApproved']);
  });

  it('shows the card again when the moderator discards the unsent decision', async () => {
    const [first] = await newsroom.hold(['Never mind', 'Second']);
    await review();
    await card('Never mind');
    await ada.page.route('**/moderation/decisions', (route) => route.abort('internetdisconnected'));
    await ada.press('a');
    await card('Second');
    await ada.page.getByRole('button', { name: 'Discard' }).click();
    await card('Never mind');
    await ada.page.locator('.toast', { hasText: '1 decision was not sent' }).waitFor();
    await expect(decisionsOn(first)).resolves.toEqual([]);
  });

  it('asks visitors without a session to sign in, and explains how', async () => {
    const visitor = await ada.page.context().browser()?.newContext();
    const page = await visitor?.newPage();
    await page?.goto(`${newsroom.world.url}/desk/sites/default/review/pending`);
    await page?.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    await page?.getByText('colloquy desk-link').waitFor();
    await visitor?.close();
  });

  it('keeps the page when the session ends, and sends waiting decisions after signing in again', async () => {
    const [first] = await newsroom.hold(['Late shift', 'Second']);
    await review();
    await card('Late shift');
    const cookies = await ada.context.cookies();
    await ada.context.clearCookies();
    await ada.press('a');
    await ada.page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    await card('Second');
    await expect(decisionsOn(first)).resolves.toEqual([]);
    await ada.context.addCookies(cookies);
    await ada.page.getByRole('button', { name: 'I have signed in again' }).click();
    await ada.page.getByRole('dialog').waitFor({ state: 'detached' });
    await until('it is sent', async () => (await decisionsOn(first)).includes('CommentApproved'));
    await card('Second');
  });

  it('signs out in every tab when one signs out', async () => {
    await newsroom.hold(['Still here']);
    await review();
    await card('Still here');
    const other = await ada.context.newPage();
    await other.goto(`${newsroom.world.url}/desk/sites/default/mine`);
    await other.getByRole('button', { name: 'Sign out' }).click();
    // The live stream is cut at once; the browser comes back to it within five seconds, and is refused.
    await ada.page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    await card('Still here');
  });

  it('sends no decision of one moderator under the name of another one in the same browser', async () => {
    const [first] = await newsroom.hold(['Ada decides', 'Second']);
    await review();
    await card('Ada decides');
    await ada.page.route('**/moderation/decisions', (route) => route.abort('internetdisconnected'));
    await ada.press('a');
    await ada.page.getByText('1 action is not sent yet.').waitFor();
    const signIn = async (page: Page, name: string): Promise<void> => {
      const link = await linkToken(newsroom.world, { name, roles: ['moderator'] });
      await page.goto('about:blank');
      await page.goto(`${newsroom.world.url}/desk/sign-in#${link}`);
      await page.getByRole('button', { name: 'Sign in as' }).click();
      await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
    };
    const other = await ada.context.newPage();
    await signIn(other, 'Ben');
    await ada.page.unroute('**/moderation/decisions');
    // Ada's page notices by itself, shows none of her data, and its shortcuts are off.
    const replaced = ada.page.getByRole('dialog', { name: /Ben.* is now signed in in this browser/ });
    await replaced.getByText('1 action of the previous session is not sent.').waitFor();
    expect(await ada.page.locator('.card').isVisible()).toBe(false);
    await ada.press('a', 'r', 'Escape');
    await other.goto(`${newsroom.world.url}/desk/sites/default/mine`);
    await other.locator('.person', { hasText: 'Ben' }).waitFor();
    expect(await other.getByText('not sent').count()).toBe(0);
    await expect(decisionsOn(first)).resolves.toEqual([]);
    await signIn(other, 'Ada');
    await until('it is sent', async () => (await decisionsOn(first)).length > 0);
    const { body } = await newsroom.call('GET', `/comments/${first}/history`);
    expect(body.events.at(-1)).toMatchObject({ type: 'CommentApproved', personal: { moderatorName: 'Ada' } });
    await replaced.waitFor({ state: 'detached' });
    expect(await ada.page.locator('.card').isVisible()).toBe(true);
  });

  it('asks about unsent decisions before it signs out', async () => {
    const [first] = await newsroom.hold(['Unsent', 'Second']);
    await review();
    await card('Unsent');
    await ada.page.route('**/moderation/decisions', (route) => route.abort('internetdisconnected'));
    await ada.press('a');
    await ada.page.getByText('1 action is not sent yet.').waitFor();
    const out = ada.page.getByRole('button', { name: 'Sign out' });
    const asks = ada.page.getByRole('dialog', { name: 'Sign out?' });
    await out.focus();
    await ada.press('Enter');
    await asks.getByText('1 action is not sent yet.').waitFor();
    await ada.press('Escape');
    await asks.waitFor({ state: 'detached' });
    await card('Second');
    await out.focus();
    await ada.press('Enter');
    await asks.waitFor();
    await ada.press('Enter'); // the first answer is to send
    await asks.getByText('The service is not responding.').waitFor();
    await ada.page.unroute('**/moderation/decisions');
    await asks.getByRole('button', { name: 'Send and sign out' }).click();
    await ada.page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    await expect(decisionsOn(first)).resolves.toEqual(['CommentApproved']);
  });

  it('recovers by itself with the network, before and after the first load', async () => {
    await newsroom.hold(['Through the tunnel']);
    await ada.page.route('**/moderation/claims', (route) => route.abort('internetdisconnected'));
    await ada.open('/sites/default/review/pending');
    await ada.page.getByText('No connection.').waitFor();
    await ada.page.unroute('**/moderation/claims');
    await card('Through the tunnel');
    await ada.page.route('**/desk/session', (route) => route.fulfill({ status: 503, headers: { 'retry-after': '1' } }));
    await ada.page.goto(`${newsroom.world.url}/desk/sites/default/mine`);
    await ada.page.getByText('The service is not responding').waitFor();
    await ada.page.unroute('**/desk/session');
    await ada.page.evaluate(() => dispatchEvent(new Event('online')));
    await ada.page.getByRole('heading', { name: 'My decisions' }).waitFor();
  });

  it('signs out', async () => {
    await ada.open('/');
    await ada.page.getByRole('button', { name: 'Sign out' }).click();
    await ada.page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    await ada.page.reload();
    await ada.page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
  });
});
