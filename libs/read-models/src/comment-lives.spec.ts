import { isGoneFor } from '#contracts/comment-life/on-record';
import { hasUndoable } from '#contracts/comment-life/undo';
import { visibilityChange } from '#contracts/comment-life/visibility';
import { isVisible } from '#contracts/comment-life/visible';
import { type CommentTruth, truthOf } from '#test/support/read-models/domain-truth';
import { asOlderEvents, upgradedAt } from '#test/support/histories/older-events';
import { everything, historyOf } from '#test/support/histories/random-history';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';
import { statsTruth } from '#test/support/read-models/stats-truth';
import { foldArticles } from './article/projection.ts';
import { AuthorFold } from './author-record/fold.ts';
import { foldSearch } from './comment-search/fold.ts';
import { QueueFold } from './moderation-queue/fold.ts';
import { StatsFold } from './moderation-stats/fold.ts';
import { foldThread } from './thread/fold.ts';

/** More decisions, undos and reports than in practice, so that rare orders occur. */
const undoing = { ...everything, post: 12, edit: 12, decide: 40, undo: 30, report: 30, policy: 4 };
const scope = { sites: 1, articles: 2, people: 6 };

/** Each history as recorded today, as recorded by older versions, and across the upgrade, with the domain's result. */
const ages = Array.from({ length: 8 }, (_history, seed) => {
  const history = historyOf(seed, 200, undoing, scope);
  const truth = [...truthOf(history).values()];
  return {
    histories: [history, asOlderEvents(history), upgradedAt(history, 100)],
    truth,
    decided: statsTruth(history).decisions,
  };
});

type Age = (typeof ages)[number];

function inEveryAge(
  law: (history: readonly HistoryEvent[], truth: Age['truth'], decided: Age['decided']) => void,
): void {
  for (const { histories, truth, decided } of ages) for (const history of histories) law(history, truth, decided);
}

const ids = (decisions: readonly { readonly eventId: string }[]): string[] => decisions.map(({ eventId }) => eventId);
const idOf = ({ comment }: CommentTruth): string => comment.commentId;

describe("the domain's state of a comment", () => {
  it('is the same for current and older events', () =>
    inEveryAge((history, truth) => {
      const older = truthOf(history);
      for (const one of truth) expect(older.get(idOf(one))).toEqual(one);
    }));

  it('equals that of the moderation queue', () =>
    inEveryAge((history, truth) => {
      const fold = new QueueFold({ items: [], reports: [], decisions: [], thresholds: [] });
      for (const event of history) fold.apply(event);
      fold.settle();
      for (const { comment, queue, hundredths } of truth) {
        const { commentId } = comment;
        expect({
          ...fold.items.get(commentId),
          waiting_since: asTime(fold.items.get(commentId)?.waiting_since),
        }).toMatchObject({
          status: comment.status,
          on_record: comment.onRecord,
          review: comment.review,
          queue,
          home_queue: comment.homeQueue,
          waiting_since: asTime(comment.waitingSince),
          report_hundredths: hundredths,
          approvals: comment.approvals,
        });
        const open = fold.reports.open(commentId).map(({ reporter_id, at }) => [reporter_id, asTime(at)]);
        expect(open).toEqual(comment.reports.map(({ reporterId, at }) => [reporterId, asTime(at)]));
        const standing = [...fold.decisions.changed].filter((one) => one.comment_id === commentId && !one.undone);
        expect(standing.map(({ event_id }) => event_id)).toEqual(ids(comment.decisions));
      }
    }));

  it('equals that of the statistics', () =>
    inEveryAge((history, truth, decisions) => {
      const fold = new StatsFold({ comments: [], thresholds: [] });
      for (const event of history) fold.apply(event);
      fold.settle();
      for (const { comment } of truth) {
        const state = fold.comments.get(comment.commentId)?.state;
        if (!state) {
          expect(comment).toMatchObject({ waitingSince: null, decisions: [], reports: [] });
          continue;
        }
        expect(state.onRecord).toBe(comment.onRecord);
        expect(state.review).toBe(comment.review);
        expect(state.waitingSince).toBe(asTime(comment.waitingSince));
        if (isGoneFor(comment.onRecord)) continue; // nothing can be undone from here on
        expect(state.approvals).toBe(comment.approvals);
        expect(state.reports.map(([reporter]) => reporter)).toEqual(
          comment.reports.map(({ reporterId }) => reporterId),
        );
        expect(ids(state.decisions)).toEqual(ids(comment.decisions));
      }
      const undone = new Map([...fold.decisions.values()].map((one) => [one.event_id, one.undone]));
      const decided = new Map(decisions.map((one) => [one.event_id, one.undone]));
      expect(undone).toEqual(decided);
    }));

  it("equals that of the author's record", () =>
    inEveryAge((history, truth) => {
      const fold = new AuthorFold({ comments: [], reports: [], restrictions: [] });
      for (const event of history) fold.apply(event);
      for (const { comment } of truth) {
        const { status, on_record, decisions } = fold.comments.get(comment.commentId) ?? {};
        expect({ status, on_record, decisions }).toEqual({
          status: comment.status,
          on_record: comment.onRecord,
          decisions: ids(comment.decisions),
        });
      }
      const answered = [...fold.changedReports].filter(({ agreed }) => agreed !== null);
      const counted = [...fold.authors.values()].reduce((sum, author) => sum + author.reports_decided, 0);
      expect(counted).toBe(answered.length);
      for (const { verdict, comment_id } of answered) {
        const { comment } = truth.find((one) => idOf(one) === comment_id) ?? {};
        expect(comment?.decisions.map(({ eventId }) => eventId)).toContain(verdict);
      }
    }));

  it('equals that of the search', () =>
    inEveryAge((history, truth) => {
      const { comments } = foldSearch(history, []);
      for (const { comment } of truth) {
        const { status, on_record, decisions = [] } = comments.get(comment.commentId) ?? {};
        expect({ status, on_record, decisions: ids(decisions) }).toEqual({
          status: comment.status,
          on_record: comment.onRecord,
          decisions: ids(comment.decisions),
        });
        expect(decisions.map(({ decision }) => decision)).toEqual(comment.decisions.map(({ decision }) => decision));
      }
    }));

  it("equals that of the thread and of the article's count", () =>
    inEveryAge((history, truth) => {
      const { comments } = foldThread(history, new Map());
      for (const one of truth) {
        const { status, reply_count, visible_descendants } = comments.get(idOf(one)) ?? {};
        const seen = { status: one.comment.status, reply_count: one.replies, visible_descendants: one.descendants };
        expect({ status, reply_count, visible_descendants }).toEqual(seen);
      }
      const counts = [...foldArticles(history).values()].reduce((sum, change) => sum + change.comment_count, 0);
      expect(counts).toBe(truth.filter(({ visible }) => visible).length);
    }));

  it("equals the sum of its events' visibility changes, and the desk's offer to undo", () =>
    inEveryAge((history, truth) => {
      for (const { comment, isUndoable } of truth) {
        const own = history.filter(({ data }) => 'commentId' in data && data.commentId === comment.commentId);
        const visible = own.reduce((sum, event) => sum + visibilityChange(event), 0);
        expect(visible).toBe(isVisible(comment.status) ? 1 : 0);
        expect(hasUndoable(own)).toBe(isUndoable);
      }
    }));
});

const asTime = (at: Date | string | null | undefined): number | null => (at ? new Date(at).getTime() : null);
