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
      await route.fetch(); // the service decides, and nobody hears of it
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
    await ada.page.getByText('1 decision is not sent.').waitFor();
    await expect(decisionsOn(first)).resolves.toEqual([]);
    ada.page.on('dialog', (dialog) => void dialog.accept()); // "leave the page?"
    await ada.page.reload();
    await ada.page.getByText('1 decision is not sent.').waitFor();
    await ada.page.unroute('**/moderation/decisions');
    await ada.page.getByRole('button', { name: 'Send now' }).click();
    await ada.page.getByText('1 decision is not sent.').waitFor({ state: 'detached' });
    await expect(decisionsOn(first)).resolves.toEqual(['CommentApproved']);
  });

  it('gives the card back when the moderator says not to send', async () => {
    const [first] = await newsroom.hold(['Never mind', 'Second']);
    await review();
    await card('Never mind');
    await ada.page.route('**/moderation/decisions', (route) => route.abort('internetdisconnected'));
    await ada.press('a');
    await card('Second');
    await ada.page.getByRole('button', { name: 'Do not send' }).click();
    await card('Never mind');
    await ada.page.locator('.toast', { hasText: '1 decision was not sent' }).waitFor();
    await expect(decisionsOn(first)).resolves.toEqual([]);
  });

  it('asks whoever is not signed in to sign in, and says how', async () => {
    const stranger = await ada.page.context().browser()?.newContext();
    const page = await stranger?.newPage();
    await page?.goto(`${newsroom.world.url}/desk/sites/default/review/pending`);
    await page?.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    await page?.getByText('npm run desk-link').waitFor();
    await stranger?.close();
  });

  it('keeps everything where it is when the session ends, and sends what waited after signing in again', async () => {
    const [first] = await newsroom.hold(['Late shift', 'Second']);
    await review();
    await card('Late shift');
    const cookies = await ada.context.cookies();
    await ada.context.clearCookies();
    await ada.press('a');
    await ada.page.getByRole('dialog', { name: 'You are signed out' }).waitFor();
    await card('Second');
    await expect(decisionsOn(first)).resolves.toEqual([]);
    await ada.context.addCookies(cookies);
    await ada.page.getByRole('button', { name: 'I am signed in again' }).click();
    await ada.page.getByRole('dialog').waitFor({ state: 'detached' });
    await until('it is sent', async () => (await decisionsOn(first)).includes('CommentApproved'));
    await card('Second');
  });

  it('is signed out in every tab once it is in one', async () => {
    await newsroom.hold(['Still here']);
    await review();
    await card('Still here');
    const other = await ada.context.newPage();
    await other.goto(`${newsroom.world.url}/desk/sites/default/mine`);
    await other.getByRole('button', { name: 'Sign out' }).click();
    // The live stream is cut at once; the browser comes back to it within five seconds, and is refused.
    await ada.page.getByRole('dialog', { name: 'You are signed out' }).waitFor();
    await card('Still here');
  });

  it('signs out', async () => {
    await ada.open('/');
    await ada.page.getByRole('button', { name: 'Sign out' }).click();
    await ada.page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    await ada.page.reload();
    await ada.page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
  });
});
