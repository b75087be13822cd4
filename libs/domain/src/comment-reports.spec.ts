import { commentDecider } from './comment.ts';
import { approved, edit, edited, report, reportedBy, held, inForce, posted, undone } from './specification/comments.ts';
import { given, minute } from './specification/given.ts';
import { id } from './specification/identities.ts';

const reported = [posted(), reportedBy('rob')];
/** The approval is the fourth event. */
const reviewed = [posted(), reportedBy('rob'), reportedBy('rea'), approved({ from: 'published' })];
const hidesAt = (autoHideThreshold: number) => ({ inForce: inForce({ autoHideThreshold }) });

describe('reporting a comment', () => {
  it('records reporter, reason and revision in clear, and the note as personal data', () => {
    given(commentDecider, [posted()])
      .when(report('rob', { reason: 'hate', note: 'Look at the second line.', reporterKind: 'guest', weight: 0.5 }))
      .yields({
        type: 'CommentFlagged',
        data: { reporterId: id('rob'), reporterKind: 'guest', reason: 'hate', revision: 1, weight: 0.5 },
        personal: { note: 'Look at the second line.' },
      })
      .leaves({ status: 'published', waitingSince: minute(1), reports: [{ reporterId: id('rob'), reason: 'hate' }] });
  });

  it('is no change that a later decision must be based on', () => {
    given(commentDecider, [posted()])
      .when(report('rob'))
      .leaves({ version: 2, lastChange: { version: 1 } });
  });

  it('twice by one reader about one text changes nothing, whatever the reason', () => {
    given(commentDecider, reported)
      .when(report('rob', { reason: 'illegal' }))
      .yields();
  });

  it('twice by one reader changes nothing even if the comment was hidden since', () => {
    given(commentDecider, [...reported, held('published')])
      .when(report('rob'))
      .yields();
  });

  it('by a second reader counts, and the wait still starts at the first report', () => {
    given(commentDecider, reported)
      .when(report('rea'))
      .leaves({ reports: [{ reporterId: id('rob') }, { reporterId: id('rea') }], waitingSince: minute(1) });
  });

  it('by the same reader about a new text is recorded, and still counts as one reporter', () => {
    given(commentDecider, [...reported, edited(2)])
      .when(report('rob'))
      .yields({ type: 'CommentFlagged', data: { revision: 2 } })
      .leaves({ reports: [{ reporterId: id('rob') }] });
  });

  it('hides the comment at the threshold', () => {
    given(commentDecider, reported)
      .when(report('rea', hidesAt(3)))
      .yields({ type: 'CommentFlagged' });
    given(commentDecider, reported)
      .when(report('rea', hidesAt(2)))
      .yields(
        { type: 'CommentFlagged' },
        { type: 'CommentHeld', data: { from: 'published', because: 'reports', reports: 2, policyVersion: 3 } },
      )
      .leaves({ status: 'held', waitingSince: minute(1), lastChange: { what: 'CommentHeld', by: null, version: 4 } });
  });

  it('hides nothing at a threshold of 0', () => {
    const many = Array.from({ length: 50 }, (_, reporter) => reportedBy(`r${reporter}`));
    given(commentDecider, [posted(), ...many])
      .when(report('rob', hidesAt(0)))
      .leaves({ status: 'published' });
  });

  it('adds up the weights of the reports', () => {
    const half = reportedBy('rob', { weight: 0.5 });
    given(commentDecider, [posted(), half])
      .when(report('rea', { ...hidesAt(2), weight: 1 }))
      .leaves({ status: 'published' });
    given(commentDecider, [posted(), half])
      .when(report('rea', { ...hidesAt(2), weight: 1.5 }))
      .leaves({ status: 'held' });
  });

  it('with weight 0 is recorded, and changes nothing', () => {
    given(commentDecider, [posted()])
      .when(report('rob', { weight: 0 }))
      .yields({ type: 'CommentFlagged', data: { weight: 0 } })
      .leaves({ status: 'published', waitingSince: null, reports: [] });
    given(commentDecider, [...reported, reportedBy('rea')])
      .when(report('ron', { ...hidesAt(2), weight: 0 }))
      .yields({ type: 'CommentFlagged' });
    given(commentDecider, [posted(), reportedBy('rob', { weight: 0 })])
      .when(report('rea'))
      .leaves({ waitingSince: minute(2) });
  });

  it('with weight 0 is recorded once, and does not prevent a later one with weight', () => {
    const nothing = [posted(), reportedBy('net', { weight: 0 })];
    given(commentDecider, nothing)
      .when(report('net', { weight: 0 }))
      .yields();
    given(commentDecider, nothing)
      .when(report('net'))
      .yields({ type: 'CommentFlagged', data: { weight: 1 } })
      .leaves({ reports: [{ reporterId: id('net') }] });
    given(commentDecider, [...nothing, reportedBy('net')])
      .when(report('net', { weight: 0 }))
      .yields();
  });

  it("again about a new text does not count a reader's weight twice", () => {
    given(commentDecider, [...reported, edited(2)])
      .when(report('rob', hidesAt(2)))
      .yields({ type: 'CommentFlagged' });
  });

  it('about the new text hides it under a stricter policy, counting each reader once', () => {
    given(commentDecider, [...reported, reportedBy('rea'), edited(2)])
      .when(report('rob', hidesAt(2)))
      .yields({ type: 'CommentFlagged' }, { type: 'CommentHeld', data: { reports: 2 } });
  });

  it('counts again after an approval', () => {
    given(commentDecider, [...reviewed])
      .when(report('ron'))
      .leaves({ status: 'approved', reports: [{ reporterId: id('ron') }], waitingSince: minute(4) });
  });

  it('requires the threshold once more for each approval of the text', () => {
    const three = ['ron', 'roy', 'ria'].map((reporter) => reportedBy(reporter));
    given(commentDecider, [...reviewed, ...three.slice(0, 2)])
      .when(report('ria', hidesAt(2)))
      .yields({ type: 'CommentFlagged' });
    given(commentDecider, [...reviewed, ...three])
      .when(report('rae', hidesAt(2)))
      .yields({ type: 'CommentFlagged' }, { type: 'CommentHeld', data: { from: 'approved', reports: 4 } });
    const twice = [...reviewed, ...three, approved({ from: 'approved' }), reportedBy('rae', { weight: 5 })];
    given(commentDecider, twice)
      .when(report('ray', { ...hidesAt(2), weight: 0.99 }))
      .yields({ type: 'CommentFlagged' });
    given(commentDecider, twice)
      .when(report('ray', hidesAt(2)))
      .yields({ type: 'CommentFlagged' }, { type: 'CommentHeld' });
  });

  it('requires the threshold once if the approval was undone or the text was edited', () => {
    const undoing = undone({ from: 'approved' }, 'published', 4, 'approve');
    given(commentDecider, [...reviewed, undoing])
      .when(report('ron', hidesAt(3)))
      .yields({ type: 'CommentFlagged' }, { type: 'CommentHeld', data: { reports: 3 } });
    given(commentDecider, [...reviewed, edited(2), reportedBy('ron', { revision: 2 })])
      .when(report('roy', hidesAt(2)))
      .yields({ type: 'CommentFlagged' }, { type: 'CommentHeld', data: { from: 'published', reports: 2 } });
  });

  it('that was too light for an approved text hides the comment once its author edits it', () => {
    given(commentDecider, [...reviewed, reportedBy('ron'), reportedBy('roy')])
      .when(edit({ ...hidesAt(2), now: minute(3) }))
      .yields({ type: 'CommentEdited' }, { type: 'CommentHeld', data: { because: 'reports', reports: 2 } });
  });

  it('by a reader whose report was decided changes nothing until the text changes', () => {
    const looked = [posted(), reportedBy('rob'), approved({ from: 'published' })];
    given(commentDecider, looked).when(report('rob')).yields();
    given(commentDecider, [...looked, edited(2)])
      .when(report('rob'))
      .leaves({ reports: [{ reporterId: id('rob') }] });
  });
});
