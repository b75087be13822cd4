import { until } from '#test/support/time/until';
import { type Moderator, type Newsroom, openNewsroom } from '#test/support/browser/newsroom';

describe('a moderator who leaves a card idle', () => {
  let newsroom: Newsroom;
  let ada: Moderator;

  beforeAll(async () => {
    newsroom = await openNewsroom();
  });
  afterAll(() => newsroom?.stop());
  beforeEach(async () => {
    ada = await newsroom.moderator('Ada');
    await ada.page.clock.install();
  });
  afterEach(async () => {
    await ada.close();
    await newsroom.clear();
    expect(ada.complaints).toEqual([]);
  });

  const toast = (text: RegExp) => ada.page.locator('.toast', { hasText: text });
  const review = async (top: string) => {
    await ada.open('/sites/default/review/pending');
    await ada.page.locator('.card', { hasText: top }).waitFor();
  };
  const released = () => ada.page.waitForResponse((response) => response.request().method() === 'DELETE');
  /** How many cards are claimed for who is signed in there. */
  const held = () =>
    ada.page.evaluate(async () => {
      const { mine } = await (await fetch('/v1/sites/default/moderation/queues')).json();
      return mine as number;
    });
  const takeAsBen = async (limit: number): Promise<string[]> => {
    const { body } = await newsroom.call('POST', '/moderation/claims', { queue: 'pending', limit }, 'Ben');
    return body.items.map((item: { comment: { body: string } }) => item.comment.body);
  };
  const show = (state: 'hidden' | 'visible') =>
    ada.page.evaluate((shown) => {
      Object.defineProperty(document, 'visibilityState', { value: shown, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);

  it('gives all cards back after ten minutes, and claims the same card again on return', async () => {
    await newsroom.hold(['One', 'Two', 'Three']);
    await review('One');
    await ada.press('j');
    await ada.page.locator('.card', { hasText: 'Two' }).waitFor();
    expect(await held()).toBe(3);
    await ada.page.clock.fastForward('09:30');
    expect(await takeAsBen(3)).toEqual([]);
    const free = released();
    await ada.page.clock.fastForward('00:45');
    await toast(/You are inactive/).waitFor();
    await free;
    expect(await held()).toBe(0);
    await ada.page.mouse.move(200, 200);
    await toast(/You are back. You still have all your cards/).waitFor();
    expect(await held()).toBe(3);
    expect(await ada.top()).toContain('Two');
    expect(await takeAsBen(3)).toEqual([]);
    expect(await toast(/You are inactive/).count()).toBe(0);
  });

  it('gives cards back sooner if the page is hidden, and sees which ones a colleague took', async () => {
    await newsroom.hold(['One', 'Two', 'Three']);
    await review('One');
    await show('hidden');
    const free = released();
    await ada.page.clock.fastForward('03:30');
    await free;
    expect(await takeAsBen(1)).toEqual(['One']);
    await ada.page.locator('.banner', { hasText: 'Ben' }).waitFor();
    await newsroom.hold(['Four']);
    await show('visible');
    await toast(/You are back/).waitFor();
    expect(await ada.top()).toContain('One');
    await until('the new one is claimed, too', async () => (await held()) === 3);
    await ada.press('j');
    await ada.page.locator('.card', { hasText: 'Two' }).waitFor();
    expect(await takeAsBen(4)).toEqual(['One']);
    await newsroom.call('DELETE', '/moderation/claims', undefined, 'Ben');
  });

  it('keeps the cards during a short look at another page', async () => {
    await newsroom.hold(['One']);
    await review('One');
    await show('hidden');
    await ada.page.clock.fastForward('02:00');
    await show('visible');
    await ada.page.clock.fastForward('02:00');
    expect(await takeAsBen(1)).toEqual([]);
    expect(await toast(/inactive/).count()).toBe(0);
  });
});
