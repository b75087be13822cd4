import * as fc from 'fast-check';
import { QueueName } from '#contracts/vocabulary';
import { type CommentTruth, truthOf } from '#test/support/read-models/domain-truth';
import { historyOf } from '#test/support/histories/random-history';
import { suiteTables } from '#test/support/read-models/suite-tables';
import { type Sight, type CommentStanding, inSightSql, isInSight, sightValues } from './sight.ts';

const standingOf = ({ comment, queue }: CommentTruth): CommentStanding => ({
  status: comment.status,
  queue,
  homeQueue: comment.homeQueue,
  decidedBy: comment.decisions.at(-1)?.moderatorId ?? null,
});

/** Every set of queues. */
const limits: readonly QueueName[][] = QueueName.options.reduce<QueueName[][]>(
  (sets, queue) => [...sets, ...sets.map((set) => [...set, queue])],
  [[]],
);

describe("a moderator's sight", () => {
  const held: CommentStanding = { status: 'held', queue: 'pending', homeQueue: 'pending', decidedBy: null };
  const shown: CommentStanding = { status: 'published', queue: null, homeQueue: 'reported', decidedBy: null };
  const gone: CommentStanding = { status: 'rejected', queue: null, homeQueue: 'escalated', decidedBy: 'mo' };
  const of = (...queues: QueueName[]): Sight => ({ queues, moderatorId: 'me' });

  it('includes everything without a limit', () => {
    for (const one of [held, shown, gone]) expect(isInSight({ queues: null, moderatorId: null }, one)).toBe(true);
  });

  it('includes only what readers see if the moderator has no queue', () => {
    for (const one of [held, shown, gone, { ...gone, decidedBy: 'me' }]) expect(isInSight(of(), one)).toBe(false);
  });

  it('includes comments that wait in the moderator’s queues, regardless of earlier decisions', () => {
    expect(isInSight(of('pending'), held)).toBe(true);
    expect(isInSight(of('reported', 'escalated'), { ...held, decidedBy: 'me' })).toBe(false);
  });

  it('includes comments visible to readers while they do not wait', () => {
    expect(isInSight(of('escalated'), shown)).toBe(true);
    expect(isInSight(of('escalated'), { ...shown, queue: 'reported' })).toBe(false);
  });

  it('includes comments that were hidden from those queues, or by the moderator', () => {
    expect(isInSight(of('escalated'), gone)).toBe(true);
    expect(isInSight(of('pending', 'reported'), gone)).toBe(false);
    expect(isInSight(of('pending'), { ...gone, decidedBy: 'me' })).toBe(true);
  });
});

describe('the SQL condition for sight', () => {
  const tables = suiteTables();

  it('gives the same result as the rule for every comment of a random history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const history = historyOf(seed, 300);
        await tables.begin();
        await tables.feed(history);
        const truth = [...truthOf(history).values()];
        const moderators = new Set(truth.map((one) => standingOf(one).decidedBy));
        for (const queues of [null, ...limits])
          for (const moderatorId of [null, ...moderators]) {
            const sight = { queues, moderatorId };
            const { rows } = await tables.pool.query<{ id: string }>(
              `select comment_id as id from read.queue_items i where ${inSightSql('i', '$1', '$2')} order by 1`,
              [...sightValues(sight)],
            );
            const seen = truth.filter((one) => isInSight(sight, standingOf(one)));
            expect(rows.map(({ id }) => id)).toEqual(seen.map(({ comment }) => comment.commentId).toSorted());
          }
      }),
      { numRuns: 6 },
    );
  });
});
