import { commentDecider, maxDepth } from './comment';
import { ada, doubtful, inForce, post, posted } from './specification/comments';
import { given, minute } from './specification/given';
import { id } from './specification/identities';

const parent = { commentId: id('parent'), rootId: id('root'), depth: 4, visible: true };
const fiveLong = inForce({ maxLength: 5 });
const newComment = given(commentDecider);

describe('posting a comment', () => {
  it('publishes it, with its facts in clear and the words of a person apart', () => {
    newComment
      .when(
        post({
          author: { id: ada, kind: 'guest', name: 'Ada', picture: 'https://img', emailHash: 'e0', badge: 'staff' },
          text: { body: 'Well said.', length: 10, links: 1 },
          language: 'de-CH',
        }),
      )
      .yields({
        type: 'CommentPosted',
        data: {
          commentId: id('comment'),
          articleId: 'article-1',
          authorId: ada,
          parentId: null,
          rootId: id('comment'),
          depth: 0,
          authorKind: 'guest',
          badge: 'staff',
          status: 'published',
          findings: [],
          policyVersion: 3,
          textLength: 10,
          links: 1,
          language: 'de-CH',
        },
        personal: { authorName: 'Ada', body: 'Well said.', picture: 'https://img', emailHash: 'e0' },
      });
  });

  it('starts its life with nothing reported, decided or waiting', () => {
    newComment.when(post()).leaves({
      status: 'published',
      revision: 1,
      version: 1,
      reports: [],
      decisions: [],
      waitingSince: null,
      lastChange: { version: 1, what: 'CommentPosted', by: ada, at: minute(0) },
    });
  });

  it('holds it where a finding says so, and lets it wait from then on', () => {
    newComment
      .when(post({ findings: [{ ...doubtful, action: 'note' }, doubtful] }))
      .yields({ type: 'CommentPosted', data: { status: 'held', findings: [{ action: 'note' }, { action: 'hold' }] } })
      .leaves({ status: 'held', waitingSince: minute(0) });
  });

  it.each(['note', 'nudge'] as const)('publishes it where a finding is only a %s', (action) => {
    newComment.when(post({ findings: [{ ...doubtful, action }] })).leaves({ status: 'published' });
  });

  it('puts a reply below its parent, in its thread', () => {
    newComment
      .when(post({ parent }))
      .yields({ type: 'CommentPosted', data: { parentId: id('parent'), rootId: id('root'), depth: 5 } });
  });

  it('refuses a reply to a comment that is not visible any more', () => {
    newComment.when(post({ parent: { ...parent, visible: false } })).isRefused('parent-not-visible');
  });

  it('takes a reply at the greatest depth and refuses the next', () => {
    newComment.when(post({ parent: { ...parent, depth: maxDepth - 1 } })).leaves({ depth: maxDepth });
    newComment.when(post({ parent: { ...parent, depth: maxDepth } })).isRefused('thread-too-deep');
  });

  it('takes a text of the greatest length and refuses a longer one', () => {
    const atMostFive = post({ text: { body: 'x', length: 5, links: 0 }, inForce: fiveLong });
    newComment.when(atMostFive).leaves({ status: 'published' });
    newComment.when({ ...atMostFive, text: { ...atMostFive.text, length: 6 } }).isRefused('text-too-long');
  });

  it('twice under one id posts once', () => {
    given(commentDecider, [posted()]).when(post()).yields();
  });
});
