import * as fc from 'fast-check';
import { type Chance, chanceOf } from '#test/support/histories/chance';
import { suiteTables } from '#test/support/read-models/suite-tables';
import { everything, historyOf } from '#test/support/histories/random-history';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';
import { statsTruth } from '#test/support/read-models/stats-truth';
import { moderationStatsProjection } from './projection.ts';

const ofPolicies = { ...everything, policy: 10 };

describe('the statistics of a random history', () => {
  const tables = suiteTables([moderationStatsProjection]);

  const query = async (sql: string) => (await tables.pool.query(sql)).rows as Record<string, unknown>[];
  const rowsAfter = async (batches: readonly (readonly HistoryEvent[])[]) => {
    await tables.begin();
    for (const batch of batches) await tables.feed(batch);
    return tables.rows();
  };

  it('equal those of the domain when every comment is checked after every event', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 400 }), async (seed, length) => {
        const history = historyOf(seed, length, ofPolicies);
        await rowsAfter([history.slice(0, length / 3), history.slice(length / 3)]);
        const truth = statsTruth(history);
        expect(await query(quarters)).toEqual(truth.quarters);
        expect(await query(decisions)).toEqual(truth.decisions);
        expect(await query(waiting)).toEqual(truth.waiting);
      }),
      { numRuns: 15 },
    );
  });

  it('are the same in whatever order the partitions are read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const history = historyOf(seed, 250, ofPolicies);
        const live = await rowsAfter([history]);
        expect(await rowsAfter(fromPartitions(history, chanceOf(seed)))).toEqual(live);
      }),
      { numRuns: 15 },
    );
  });
});

const quarters = `
  select site_id, to_char(quarter at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI') as quarter, queue, came, went
  from read.stats_quarters order by site_id, quarter, queue`;
const decisions = `
  select event_id, queue, waited_ms::int, undone from read.stats_decisions order by event_id`;
const waiting = `
  select site_id, article_id, waiting from read.article_waiting where waiting <> 0 order by site_id, article_id`;

/**
 * Splits a history as consumers of several partitions receive it: ordered within each article, author and policy, and
 * not otherwise.
 */
function fromPartitions(history: readonly HistoryEvent[], chance: Chance): HistoryEvent[][] {
  const lanes = new Map<string, HistoryEvent[]>();
  for (const event of history) {
    const { siteId, data } = event;
    const lane = 'articleId' in data ? `${siteId}/${data.articleId}` : `${siteId} ${event.type === 'PolicyChanged'}`;
    lanes.set(lane, [...(lanes.get(lane) ?? []), event]);
  }
  const pieces: HistoryEvent[][] = [];
  for (let open = [...lanes.values()]; open.length > 0; open = open.filter((lane) => lane.length > 0)) {
    pieces.push(chance.oneOf(open).splice(0, 1 + chance.below(30)));
  }
  return pieces;
}
