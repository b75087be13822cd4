import { hold, site } from '#test/support/browser/newsroom';
import { linkToken } from '#test/support/sign-in/desk';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';
import type { Engine } from './engine.ts';
import { Screen } from './screen.ts';

const card = (text: string) => ({ css: '.card', text });
const toast = (text: string) => ({ css: '.toast', text });

/** Specs of the moderators' main tasks, run in each browser engine. */
export function describeDesksJourney(launch: () => Promise<Engine>): void {
  describe('a moderator', () => {
    let world: World;
    let engine: Engine;
    let screen: Screen;

    beforeAll(async () => {
      [world, engine] = await Promise.all([createWorld(), launch()]);
      screen = new Screen(await engine.tab());
    }, 120_000);
    afterAll(async () => {
      await engine?.close();
      await world?.stop();
    });
    afterEach(() => expect(screen.tab.complaints).toEqual([]));

    const open = (path: string): Promise<void> => screen.tab.goto(`${world.url}/desk/sites/default/${path}`);
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await screen.tab.press(key);
    };
    const isNow = (id: string | undefined, status: string): Promise<void> =>
      until(`it is ${status}`, async () => {
        await world.settled();
        const token = await world.token({ sub: 'mo', roles: ['moderator'] });
        const { body } = await world.call('GET', `${site}/moderation/items/${id}`, { token });
        return body.comment.status === status;
      });

    it('signs in by a link', async () => {
      await screen.tab.goto(`${world.url}/desk/sign-in#${await linkToken(world, { name: 'Ada', roles: ['admin'] })}`);
      await until('the desk is there', () => screen.tab.evaluate(`!location.pathname.endsWith('/sign-in')`));
    });

    it('approves by key, undoes it, and rejects with a reason', async () => {
      const [first, second] = await hold(world, ['First words', 'Second words', 'Third words'], 'harbour-bridge');
      await open('review/pending');
      await screen.sees(card('First words'));
      await press('a');
      await screen.sees(card('Second words'));
      await isNow(first, 'approved');
      await press('u');
      await screen.sees(card('First words'));
      await isNow(first, 'held');
      await press('a');
      await screen.sees(card('Second words'));
      await press('r', '2');
      await screen.enter({ role: 'textbox', name: /Message to the author/ }, 'Please be kind.');
      await press('Control+Enter');
      await screen.sees(card('Third words'));
      await isNow(second, 'rejected');
    });

    it('decides several comments of a list at once', async () => {
      await hold(world, ['Number one', 'Number two', 'Number three'], 'harbour-bridge');
      await open('list/pending');
      await screen.sees({ css: '.row', text: 'Number three' });
      await press('x', 'j', 'x');
      await screen.sees({ css: '.selected-count', text: '2 selected' });
      await press('Shift+A');
      await screen.sees(toast('2 comments approved'));
    });

    it('changes the policy', async () => {
      await open('policy');
      await screen.click({ role: 'button', name: 'Add a message' });
      await screen.enter({ role: 'textbox', name: 'Title for moderators' }, 'No advertising');
      await screen.enter({ role: 'textbox', name: 'Text for the author' }, 'We remove advertising.');
      await screen.click({ role: 'button', name: 'Review changes' });
      await screen.click({ role: 'button', name: 'Save changes' });
      await screen.sees(toast('Saved as version 1'));
    });

    it('sees the charts of the statistics', async () => {
      await open('numbers');
      await screen.sees({ role: 'heading', name: 'Statistics' });
      await screen.sees({ css: '.chart canvas' });
    });
  });
}
