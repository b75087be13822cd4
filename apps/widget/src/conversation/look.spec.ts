import { once } from 'node:events';
import { FakeStorage, articlePage, comment, viewer } from '../specification/article-page.ts';
import { look } from './look.ts';

describe('what a reader likes', () => {
  it('is asked of every comment that is loaded', async () => {
    globalThis.localStorage = new FakeStorage();
    const comments = Array.from({ length: 250 }, (_, index) => comment(`c${index}`));
    const { stage, asked } = articlePage(
      ({ query }) => ({ ...viewer('member'), liked: query.getAll('comment').filter((id) => id.endsWith('9')) }),
      { comments },
      () => 'token',
    );
    await look(stage);
    expect(asked.map(({ query }) => query.getAll('comment').length)).toEqual([100, 100, 50]);
    expect(stage.state.viewer?.liked.length).toBe(25);
  });

  it('is not forgotten when an answer comes that was asked for before there were comments', async () => {
    globalThis.localStorage = new FakeStorage();
    const { stage } = articlePage(
      ({ query }) => ({ ...viewer('member'), liked: query.getAll('comment') }),
      {},
      () => 'token',
    );
    const slow = stage.service.ask;
    const arrival = new EventTarget();
    const released = once(arrival, 'released');
    const begun = once(arrival, 'begun');
    stage.service.ask = async (...asked) => {
      stage.service.ask = slow;
      arrival.dispatchEvent(new Event('begun'));
      await released;
      return slow(...asked);
    };
    const first = look(stage);
    await begun;
    stage.set({ comments: [comment('c1')] });
    await look(stage);
    arrival.dispatchEvent(new Event('released'));
    await first;
    expect(stage.state.viewer?.liked).toEqual(['c1']);
  });
});
