import fc from 'fast-check';
import {
  type TreeComment,
  type Tree,
  append,
  appendReplies,
  find,
  ids,
  insert,
  remove,
  update,
  withLinked,
} from './comment-tree.ts';

const comment = (id: string, parentId: string | null = null, more: Partial<TreeComment> = {}): TreeComment => ({
  id,
  articleId: 'a',
  parentId,
  depth: 0,
  author: { id: 'ada', name: 'Ada', avatarUrl: '' },
  body: id,
  html: `<p>${id}</p>`,
  status: 'published',
  createdAt: '2026-01-01T00:00:00Z',
  editedAt: null,
  likes: 0,
  replyCount: 0,
  ...more,
});

describe('a tree of comments', () => {
  const talk: Tree = [
    comment('a', null, { replies: [comment('b', 'a', { replies: [comment('c', 'b')] })] }),
    comment('d'),
  ];

  it('takes a comment below its parent, or where its time wants it', () => {
    const at = (day: number) => comment(String(day), null, { createdAt: `2026-01-0${day}T00:00:00Z` });
    expect(ids(insert([at(3), at(1)], at(2), 'newest'))).toEqual(['3', '2', '1']);
    expect(ids(insert([at(1), at(3)], at(2), 'oldest'))).toEqual(['1', '2', '3']);
    expect(ids(insert([at(3), at(2)], at(1), 'newest'))).toEqual(['3', '2', '1']);
    expect(ids(insert([at(1), at(2)], at(3), 'oldest'))).toEqual(['1', '2', '3']);
    expect(ids(insert([at(3), at(1)], at(2), 'top'))).toEqual(['2', '3', '1']);
    expect(ids(insert(talk, comment('e', 'b'), 'newest'))).toEqual(['a', 'b', 'c', 'e', 'd']);
  });

  it('stays as it is when the parent is not in it', () => {
    expect(insert(talk, comment('e', 'unknown'), 'oldest')).toBe(talk);
  });

  it('takes a comment once', () => {
    expect(ids(insert(talk, comment('b', 'a'), 'oldest'))).toEqual(ids(talk));
  });

  it('keeps what hangs below a comment that is brought up to date', () => {
    const newer = update(talk, comment('b', 'a', { body: 'newer' }));
    expect(find(newer, 'b')?.body).toBe('newer');
    expect(ids(newer)).toEqual(ids(talk));
  });

  it('leaves a tombstone where a removed comment was answered, and takes it away with the last answer', () => {
    const without = remove(talk, 'b');
    expect(find(without, 'b')).toMatchObject({ status: 'removed', author: null, body: null });
    expect(ids(remove(without, 'c'))).toEqual(['a', 'd']);
  });

  it('appends a page without repeating what is there', () => {
    expect(ids(append(talk, [comment('d'), comment('e')]))).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('hangs flat replies under their parents, and knows whether there are more', () => {
    const grown = appendReplies(talk, 'a', [comment('x', 'a'), comment('y', 'x')], 'r1');
    expect(ids(grown)).toEqual(['a', 'b', 'c', 'x', 'y', 'd']);
    expect(find(grown, 'a')?.nextReplies).toBe('r1');
    expect(find(appendReplies(grown, 'a', [], null), 'a')).not.toHaveProperty('nextReplies');
  });

  it('brings a linked comment with everything above it', () => {
    const linked = { comment: comment('z', 'y'), ancestors: [comment('x'), comment('y', 'x')] };
    expect(ids(withLinked(talk, linked))).toEqual(['x', 'y', 'z', 'a', 'b', 'c', 'd']);
  });

  it('takes the whole of a comment for its excerpt, and no excerpt for the whole', () => {
    const cut = comment('y', 'x', { body: 'be…', excerpt: true });
    const linked = { comment: comment('z', 'y'), ancestors: [comment('x'), cut] };
    const excerpts = withLinked(talk, linked);
    expect(find(excerpts, 'y')).toMatchObject({ body: 'be…', excerpt: true });
    const whole = withLinked(excerpts, { comment: comment('y', 'x'), ancestors: [comment('x')] });
    expect(find(whole, 'y')).toMatchObject({ body: 'y', replies: [{ id: 'z' }] });
    expect(find(whole, 'y')).not.toHaveProperty('excerpt');
    expect(find(withLinked(whole, linked), 'y')?.body).toBe('y');
  });

  it('holds each comment once, whatever comes in', () => {
    const step = fc.record({
      id: fc.integer({ min: 0, max: 12 }),
      parent: fc.option(fc.integer({ min: 0, max: 12 })),
      gone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const tree = steps.reduce<Tree>((all, { id, parent, gone }) => {
          if (gone) return remove(all, String(id));
          return insert(all, comment(String(id), parent === null ? null : String(parent)), 'oldest');
        }, []);
        const all = ids(tree);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});
