import { type PublishedNewspaper, publishNewspaper } from '#test/support/browser/newspaper';
import type { Engine } from './engine.ts';
import { Screen } from './screen.ts';

const site = '/v1/sites/default';
const newComment = { role: 'textbox', name: 'Leave a comment' } as const;
const postComment = { role: 'button', name: 'Post comment' } as const;
const published = { css: '.toast', text: 'Your comment was published.' } as const;
const body = (text: string) => ({ css: '.comment .body', text });
const heading = (name: string) => ({ role: 'heading', name }) as const;

/** Specs of the readers' main tasks on an article of another origin, run in each browser engine. */
export function describeReadersJourney(launch: () => Promise<Engine>): void {
  describe('a reader', () => {
    let paper: PublishedNewspaper;
    let engine: Engine;
    let screen: Screen;

    beforeAll(async () => {
      [paper, engine] = await Promise.all([publishNewspaper(), launch()]);
    }, 120_000);
    afterAll(async () => {
      await engine?.close();
      await paper?.stop();
    });
    beforeEach(async () => {
      screen = new Screen(await engine.tab());
    });
    afterEach(async () => {
      paper.signIn(null);
      await screen.tab.close();
      expect(screen.tab.complaints).toEqual([]);
    });

    const open = async (article: string, query: Record<string, string> = {}, hash = ''): Promise<void> =>
      screen.tab.goto(`${paper.url}/article?${new URLSearchParams({ article, ...query }).toString()}${hash}`);

    it('posts as a guest, edits, replies, reports, and deletes the comment', async () => {
      const bobs = await paper.post('guest', 'Already there', { name: 'Bob' });
      await open('guest');
      await screen.sees(body('Already there'));
      await screen.enter(newComment, 'My **first** tpyo');
      await screen.enter({ role: 'textbox', name: 'Name' }, 'Ada');
      await screen.click(postComment);
      await screen.sees(published);
      await screen.sees({ css: '.body strong', text: 'first' });
      await screen.click({ role: 'button', name: /^Edit/ });
      await screen.enter({ role: 'textbox', name: 'Edit' }, 'Without a typo');
      await screen.click({ role: 'button', name: 'Save' });
      await screen.sees(body('Without a typo'));
      await screen.click({ role: 'button', name: 'Reply', within: `#comment-${bobs}` });
      await screen.enter({ role: 'textbox', name: 'Reply to Bob' }, 'An answer');
      await screen.click({ ...postComment, within: 'form[aria-label="Reply to Bob"]' });
      await screen.sees({ css: '.replies .body', text: 'An answer' });
      await screen.sees(heading('3 comments'));
      await screen.click({ role: 'button', name: 'Report', within: `#comment-${bobs}` });
      await screen.click({ role: 'radio', name: 'Spam or advertising' });
      await screen.click({ role: 'button', name: 'Send report' });
      await screen.sees({ css: '*', text: 'Thank you. A moderator will review it.' });
      await screen.click({ role: 'button', name: 'Delete' });
      await screen.click({ role: 'button', name: 'Delete', within: 'form' });
      await screen.sees(heading('2 comments'));
      await screen.sees({ css: 'comment-count', text: '2 comments' });
    });

    it('posts as a member, and sees new comments of others live', async () => {
      paper.signIn(await paper.world.token({ sub: 'mia', name: 'Mia Member' }));
      await open('member', { 'data-sign-in': '' });
      await screen.enter(newComment, 'From a member');
      await screen.click(postComment);
      await screen.sees(body('From a member'));
      await screen.sees({ css: '.name', text: 'Mia Member' });
      await paper.post('member', 'Fresh from elsewhere', { name: 'Ben' });
      await screen.click({ role: 'button', name: '1 new comment' });
      await screen.sees(body('Fresh from elsewhere'));
      await screen.sees(heading('2 comments'));
    });

    it('opens a comment by its address', async () => {
      const id = await paper.post('linked', 'The oldest of many');
      for (let n = 1; n <= 25; n++) await paper.post('linked', `Later ${n}`);
      await open('linked', {}, `#comment-${id}`);
      const linked = body('The oldest of many');
      await screen.sees(linked);
      const isInView =
        'all[0].getBoundingClientRect().top >= 0 && all[0].getBoundingClientRect().bottom <= innerHeight';
      expect(await screen.look(linked, isInView)).toBe(true);
    });

    it('posts without scripts', async () => {
      await screen.tab.goto(`${paper.world.url}${site}/articles/plain/embed`);
      await screen.enter(newComment, 'Without any script');
      await screen.enter({ role: 'textbox', name: 'Name' }, 'Ada');
      await screen.click(postComment);
      await screen.sees({ css: '.comment:target .body', text: 'Without any script' });
      await screen.sees({ css: '*', text: 'Your comment was published.' });
      await screen.click({ role: 'link', name: 'Reply' });
      await screen.enter({ role: 'textbox', name: 'Reply to Ada' }, 'An answer');
      await screen.enter({ role: 'textbox', name: 'Name', within: 'form[aria-label="Reply to Ada"]' }, 'Eve');
      await screen.click({ ...postComment, within: 'form[aria-label="Reply to Ada"]' });
      await screen.sees({ css: '.replies .body', text: 'An answer' });
    });

    it('reads from right to left, and in the dark theme', async () => {
      await paper.post('mixed', 'مرحبا بكم');
      await open('mixed', { lang: 'ar', theme: 'dark' });
      await screen.sees(body('مرحبا بكم'));
      const start = 'all[0].getBoundingClientRect().left';
      const [avatar, name] = await Promise.all(['.avatar', '.name'].map((css) => screen.look<number>({ css }, start)));
      expect(avatar).toBeGreaterThan(Number(name));
      const brightness = '/\\d+/.exec(getComputedStyle(all[0]).color)[0]';
      expect(Number(await screen.look(body('مرحبا بكم'), brightness))).toBeGreaterThan(150);
      await screen.sees({ role: 'heading', name: 'تعليق واحد' });
    });
  });
}
