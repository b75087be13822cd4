import {
  type Answering,
  FakeStorage,
  article,
  articlePage,
  comment,
  threadCall,
} from '../specification/article-page.ts';
import { type Tree, type TreeComment, find, ids } from '../state/comment-tree.ts';
import { formOf, lostForm } from '../state/thread-state.ts';
import { catchUp } from './catch-up.ts';
import { more, reveal } from './read-on.ts';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  globalThis.localStorage = new FakeStorage();
  globalThis.sessionStorage = new FakeStorage();
});
afterEach(() => jest.useRealTimers());

const at = (minute: number, more: Partial<TreeComment> = {}): TreeComment =>
  comment(`c${minute}`, { createdAt: new Date(60_000 * minute).toISOString(), ...more });
const reply = (id: string, parentId: string, replies: TreeComment[] = []): TreeComment =>
  comment(id, { parentId, depth: 1, replies });
const newest = (from: number, to: number): TreeComment[] =>
  Array.from({ length: from - to + 1 }, (_, index) => at(from - index));

/** A service with this thread, in pages of five. */
const holding =
  (tree: Tree, count = ids(tree).length): Answering =>
  ({ call, query }) => {
    if (call !== threadCall) {
      const found = find(tree, call.split('/').at(-1) ?? '');
      return found ? { comment: found, ancestors: [] } : 'not-found';
    }
    const start = Number(query.get('cursor') ?? 0);
    const nextCursor = start + 5 < tree.length ? String(start + 5) : null;
    const page = { comments: tree.slice(start, start + 5), nextCursor };
    return { article: { ...article, commentCount: count }, count, position: '9', ...page };
  };

describe('a page that was left for a while', () => {
  it('loses what was removed, also deep below and beyond its first page', async () => {
    const deep = at(9, { replies: [reply('x', 'c9', [reply('y', 'x')])] });
    const before = [...newest(12, 10), deep, ...newest(8, 1)];
    const now = [...newest(12, 10), at(9, { replies: [reply('x', 'c9')] }), ...newest(8, 3), at(1)];
    const { stage } = articlePage(holding(now), { comments: before, count: 14, nextCursor: null });
    await catchUp(stage);
    expect(ids(stage.state.comments)).toEqual(ids(now));
    expect(stage.state).toMatchObject({ count: 12, arrived: [] });
  });

  it('names who removed a comment', async () => {
    const before = [at(2, { replies: [reply('x', 'c2')] }), at(1, { replies: [reply('y', 'c1')] })];
    const gone = { author: null, body: null, html: null };
    const now = [
      at(2, { ...gone, status: 'withdrawn', replies: [reply('x', 'c2')] }),
      at(1, { ...gone, status: 'removed', replies: [reply('y', 'c1')] }),
    ];
    const { stage } = articlePage(holding(now), { comments: before, count: 4 });
    await catchUp(stage);
    expect(stage.state.comments).toMatchObject([{ status: 'withdrawn' }, { status: 'removed' }]);
  });

  it('reaches all that is new, in its place, however much that is', async () => {
    const now = [...newest(20, 4), at(3, { replies: [reply('x', 'c3')] }), ...newest(2, 1)];
    const { stage } = articlePage(holding(now), { comments: newest(3, 1), count: 3, nextCursor: null });
    await catchUp(stage);
    expect(stage.state.count).toBe(21);
    expect(ids(stage.state.comments)).toEqual(['c3', 'c2', 'c1']);
    await reveal(stage);
    for (let pages = 0; stage.state.nextCursor && pages < 10; pages++) await more(stage, stage.state.nextCursor);
    expect(ids(stage.state.comments)).toEqual(ids(now));
  });

  it('keeps an unsent reply visible when its comment is gone', async () => {
    const panel = { kind: 'reply', id: 'c1' } as const;
    const { stage } = articlePage(holding(newest(3, 2)), { comments: newest(3, 1), count: 3, panel });
    stage.drafts.keep('c1', { body: 'But why?', name: '', email: '' });
    await catchUp(stage);
    expect(find(stage.state.comments, 'c1')).toMatchObject({ author: null, status: 'removed' });
    expect(formOf(stage.state, lostForm('c1')).body).toBe('But why?');
    expect(stage.state).toMatchObject({ panel: null, announcement: 'parentGone', count: 2 });
  });

  it('keeps the whole of a text of which it is told the beginning', async () => {
    const whole = at(1, { body: 'All of it' });
    const { stage } = articlePage(holding([at(1, { body: 'All…', excerpt: true })]), { comments: [whole], count: 1 });
    await catchUp(stage);
    expect(stage.state.comments).toMatchObject([{ body: 'All of it' }]);
  });

  it('stays unchanged when the service does not answer', async () => {
    const { stage } = articlePage(() => undefined, { comments: newest(3, 1), count: 3 });
    await catchUp(stage);
    expect(ids(stage.state.comments)).toEqual(['c3', 'c2', 'c1']);
  });
});
