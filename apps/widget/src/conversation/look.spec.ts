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
});
