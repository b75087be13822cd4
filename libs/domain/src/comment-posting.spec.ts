import { Refusal } from '#contracts/refusal';
import { commentDecider, maxDepth } from './comment.ts';
import type { PostComment } from './comment-commands.ts';
import type { Found } from './screening/phase.ts';
import { ada, doubtful, post, posted } from './specification/comments.ts';
import { given, minute } from './specification/given.ts';
import { id } from './specification/identities.ts';

const parent = { commentId: id('parent'), rootId: id('root'), depth: 4, visible: true };
const newComment = given(commentDecider);

function refusalOf(command: PostComment): Refusal {
  try {
    commentDecider.decide(command, null);
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('it was not refused');
}

describe('posting a comment', () => {
  it("publishes it, with facts in clear and the author's words as personal data", () => {
    newComment
      .when(
        post({
          author: { id: ada, kind: 'guest', name: 'Ada', picture: 'https://img', emailHash: 'e0', badge: 'staff' },
          text: { body: 'Well done.', length: 10, links: ['https://a.example'] },
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
        personal: { authorName: 'Ada', body: 'Well done.', picture: 'https://img', emailHash: 'e0' },
      });
  });

  it('starts without reports, decisions or a wait', () => {
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

  it('holds it if a finding asks for it, and starts the wait', () => {
    newComment
      .when(post({ findings: [{ ...doubtful, action: 'note' }, doubtful] }))
      .yields({ type: 'CommentPosted', data: { status: 'held', findings: [{ action: 'note' }, { action: 'hold' }] } })
      .leaves({ status: 'held', waitingSince: minute(0) });
  });

  it('publishes it if the finding is only a note', () => {
    newComment.when(post({ findings: [{ ...doubtful, action: 'note' }] })).leaves({ status: 'published' });
  });

  it('asks the author to reconsider if a finding asks for it, and holds the text when it is sent again', () => {
    const shouted: Found = { rule: 'shouting', ruleVersion: 1, action: 'nudge', evidence: { ranges: [[0, 4]] } };
    newComment.when(post({ findings: [doubtful, shouted] })).isRefused('nudge');
    newComment
      .when(post({ findings: [shouted], nudged: true }))
      .yields({ type: 'CommentPosted', data: { status: 'held', findings: [{ rule: 'shouting', action: 'nudge' }] } });
    newComment.when(post({ nudged: true })).leaves({ status: 'published' });
  });

  it('refuses banned words, however often they are sent, and returns their ranges', () => {
    const banned: Found = {
      rule: 'banned-words',
      ruleVersion: 1,
      action: 'reject',
      evidence: { count: 1, ranges: [[3, 7]] },
    };
    newComment.when(post({ findings: [doubtful, banned], nudged: true })).isRefused('banned-words');
    expect(refusalOf(post({ findings: [doubtful, banned] })).extensions).toEqual({
      rules: [{ rule: 'banned-words', ranges: [[3, 7]] }],
    });
  });

  it("puts a reply below its parent, in the parent's thread", () => {
    newComment
      .when(post({ parent }))
      .yields({ type: 'CommentPosted', data: { parentId: id('parent'), rootId: id('root'), depth: 5 } });
  });

  it('refuses a reply to a comment that is no longer visible', () => {
    newComment.when(post({ parent: { ...parent, visible: false } })).isRefused('parent-not-visible');
  });

  it('accepts a reply at the greatest depth and refuses one below', () => {
    newComment.when(post({ parent: { ...parent, depth: maxDepth - 1 } })).leaves({ depth: maxDepth });
    newComment.when(post({ parent: { ...parent, depth: maxDepth } })).isRefused('thread-too-deep');
  });

  it('refuses a text that is too long or too short, and names the limit', () => {
    const found = { rule: 'length', ruleVersion: 1, action: 'reject' } as const;
    newComment.when(post({ findings: [{ ...found, evidence: { length: 6, most: 5 } }] })).isRefused('text-too-long');
    newComment.when(post({ findings: [{ ...found, evidence: { length: 1, least: 2 } }] })).isRefused('text-too-short');
    const detail = refusalOf(post({ findings: [{ ...found, evidence: { length: 6, most: 5 } }] })).detail;
    expect(detail).toBe('At most 5 characters.');
  });

  it('twice under one id posts once', () => {
    given(commentDecider, [posted()]).when(post()).yields();
  });
});
