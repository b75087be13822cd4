import { commentDecider } from './comment.ts';
import {
  ada,
  approved,
  doubtful,
  edit,
  escalated,
  reportedBy,
  held,
  historyOf,
  inForce,
  posted,
} from './specification/comments.ts';
import { given, minute } from './specification/given.ts';
import { id } from './specification/identities.ts';

const published = given(commentDecider, [posted()]);
const fiveMinutes = inForce({ editWindowSeconds: 300 });

describe('editing a comment', () => {
  it('records a new revision, with the text as personal data', () => {
    published
      .when(edit({ text: { body: 'Better done.', length: 12, links: ['https://a.example', 'https://b.example'] } }))
      .yields({
        type: 'CommentEdited',
        data: { authorId: ada, revision: 2, findings: [], policyVersion: 3, textLength: 12, links: 2 },
        personal: { body: 'Better done.' },
      })
      .leaves({ revision: 2, status: 'published', lastChange: { what: 'CommentEdited', by: ada, version: 2 } });
  });

  it('is refused for everyone but the author, in any status', () => {
    for (const history of Object.values(historyOf)) {
      given(commentDecider, history)
        .when(edit({ authorId: id('eve') }))
        .isRefused('not-the-author');
    }
  });

  it('is possible up to the last moment of the edit window', () => {
    const lastMoment = minute(5);
    published.when(edit({ inForce: fiveMinutes, now: lastMoment })).leaves({ revision: 2 });
    const tooLate = new Date(lastMoment.getTime() + 1);
    published.when(edit({ inForce: fiveMinutes, now: tooLate })).isRefused('edit-window-over');
  });

  it('is possible only at the moment of posting if the edit window is 0', () => {
    const noWindow = inForce({ editWindowSeconds: 0 });
    published.when(edit({ inForce: noWindow, now: minute(0) })).leaves({ revision: 2 });
    published.when(edit({ inForce: noWindow, now: new Date(minute(0).getTime() + 1) })).isRefused('edit-window-over');
  });

  it('counts the window from the posting, not from the last edit', () => {
    published.when(edit({ inForce: fiveMinutes, now: minute(6) })).isRefused('edit-window-over');
  });

  it('to the same text changes nothing, even after the window', () => {
    published.when(edit({ sameText: true, inForce: fiveMinutes, now: minute(60) })).yields();
  });

  it('to a text that is too long is refused', () => {
    const tooLong = { rule: 'length', ruleVersion: 1, action: 'reject', evidence: { length: 6, most: 5 } } as const;
    published.when(edit({ findings: [tooLong] })).isRefused('text-too-long');
  });

  it('with banned words is refused, and with a finding that asks to reconsider is held', () => {
    published
      .when(edit({ findings: [{ ...doubtful, rule: 'banned-words', action: 'reject' }] }))
      .isRefused('banned-words');
    published
      .when(edit({ findings: [{ ...doubtful, action: 'nudge' }] }))
      .yields({ type: 'CommentEdited', data: { findings: [{ action: 'hold' }] } }, { type: 'CommentHeld' });
  });

  it('returns an approved comment to published, because an approval applies to one text', () => {
    given(commentDecider, [posted(), approved({ from: 'published' })])
      .when(edit())
      .leaves({ status: 'published' });
  });

  it('to a doubtful text holds a visible comment', () => {
    given(commentDecider, [posted(), reportedBy('rob')])
      .when(edit({ findings: [doubtful] }))
      .yields(
        { type: 'CommentEdited', data: { findings: [doubtful] } },
        { type: 'CommentHeld', data: { from: 'published', because: 'edit', reports: 1, policyVersion: 3 } },
      )
      .leaves({ status: 'held', waitingSince: minute(1) });
  });

  it('to a doubtful text makes a comment wait from the time of the edit', () => {
    published.when(edit({ findings: [doubtful] })).leaves({ status: 'held', waitingSince: minute(2) });
  });

  it('to a doubtful text records an approved comment as held from published', () => {
    given(commentDecider, [posted(), approved({ from: 'published' })])
      .when(edit({ findings: [doubtful] }))
      .yields({ type: 'CommentEdited' }, { type: 'CommentHeld', data: { from: 'published', because: 'edit' } });
  });

  it.each([
    ['held', [posted({ status: 'held' })]],
    ['held for its reports', [posted(), reportedBy('rob'), held('published')]],
    ['escalated', [posted(), escalated({ from: 'published' })]],
  ] as const)('keeps a comment %s, because a moderator must review the new text', (_status, history) => {
    given(commentDecider, history).when(edit()).yields({ type: 'CommentEdited' });
    given(commentDecider, history)
      .when(edit({ findings: [doubtful] }))
      .yields({ type: 'CommentEdited' });
  });

  it('keeps the reports of the old text', () => {
    given(commentDecider, [posted(), reportedBy('rob')])
      .when(edit())
      .leaves({ reports: [{ reporterId: id('rob') }] });
  });
});
