import { defaultPolicy } from '#contracts/policy';
import { suiteTables } from '#test/support/read-models/suite-tables';
import type { Story } from '#test/support/histories/story';
import { moderationStatsProjection } from './projection.ts';
import { moderationStats, statsValues } from './queries.ts';
import { statsSql } from './stats-sql.ts';

const day = '2026-06-01'; // a story begins at its midnight, with an event a minute
const holding = [{ rule: 'links', ruleVersion: 1, action: 'hold' as const, evidence: {} }];
const noting = [{ rule: 'shouting', ruleVersion: 1, action: 'note' as const, evidence: {} }];

describe('the moderation statistics', () => {
  const tables = suiteTables([moderationStatsProjection]);
  let story: Story;

  beforeEach(async () => {
    story = await tables.begin();
  });

  const stats = async (from = day, to = from, site = 'default', timeZone = 'UTC') => {
    await tables.feed(story.take());
    return moderationStats(tables.pool, { site, from, to, timeZone });
  };
  const queues = async (from?: string, to?: string) =>
    (await stats(from, to)).days
      .map(({ inbound, decided, waiting }) => [inbound, decided, waiting].join('/'))
      .join(' ');
  const untilNextDay = (midnights = 1) => {
    const next = story.at(1).getTime() + midnights * 86_400_000;
    while (story.at().getTime() < next) story.like(quiet());
  };
  let quietId: string | undefined;
  const quiet = () => (quietId ??= story.post());
  beforeEach(() => (quietId = undefined));

  it('are zero if nothing happened', async () => {
    const nothing = { inbound: 0, decided: 0, waiting: 0 };
    expect(await stats()).toEqual({
      from: day,
      to: day,
      timeZone: 'UTC',
      days: ['pending', 'reported', 'escalated'].map((queue) => ({ day, queue, ...nothing })),
      totals: { ...nothing, undone: 0, timeToDecision: { p50Seconds: null, p95Seconds: null } },
      byQueue: [],
      byModerator: [],
      byReason: [],
      byRule: [],
    });
  });

  it('count arrivals, decisions and waiting comments by queue', async () => {
    const [a, b, c] = [story.post({ status: 'held' }), story.post({ status: 'held' }), story.post()];
    expect(await queues()).toBe('2/0/2 0/0/0 0/0/0');
    story.report(c);
    story.report(c);
    expect(await queues()).toBe('2/0/2 1/0/1 0/0/0');
    story.decide(a, 'CommentApproved');
    story.decide(b, 'CommentEscalated');
    expect(await queues()).toBe('2/2/0 1/0/1 1/0/1');
    story.decide(b, 'CommentRejected');
    story.decide(c, 'CommentApproved');
    expect(await queues()).toBe('2/2/0 1/1/0 1/1/0');
    expect((await stats()).totals).toMatchObject({ inbound: 4, decided: 4, undone: 0, waiting: 0 });
  });

  it('measure the time from the beginning of a wait to the decision', async () => {
    const [a, b] = [story.post({ status: 'held' }), story.post({ status: 'held' })]; // minutes 1 and 2
    story.decide(a, 'CommentApproved'); // 3: waited 2 minutes
    story.decide(b, 'CommentEscalated'); // 4: waited 2 minutes, and waits again
    story.like(quiet(), 3); // 5–8
    story.decide(b, 'CommentRejected'); // 9: waited 5
    const { totals, byQueue } = await stats();
    expect(totals.timeToDecision).toEqual({ p50Seconds: 120, p95Seconds: 282 });
    expect(byQueue).toEqual([
      { queue: 'pending', decided: 2, p50Seconds: 120, p95Seconds: 120 },
      { queue: 'escalated', decided: 1, p50Seconds: 300, p95Seconds: 300 },
    ]);
  });

  it('count a decision on a comment that did not wait, without a time', async () => {
    story.decide(story.post(), 'CommentRejected');
    const { totals, byQueue } = await stats();
    expect(totals).toMatchObject({ decided: 1, timeToDecision: { p50Seconds: null, p95Seconds: null } });
    expect(byQueue).toEqual([{ queue: null, decided: 1, p50Seconds: null, p95Seconds: null }]);
  });

  it('let a withdrawn comment leave its queue without a decision', async () => {
    story.withdraw(story.post({ status: 'held' }));
    expect(await queues()).toBe('1/0/0 0/0/0 0/0/0');
  });

  it('keep an undone decision, mark it, and let the comment wait from the original time', async () => {
    const id = story.post({ status: 'held' }); // minute 1
    const approval = story.decide(id, 'CommentApproved'); // 2
    await stats(); // another batch
    story.undo(id, approval, 'held'); // 3
    expect(await queues()).toBe('2/1/1 0/0/0 0/0/0');
    story.decide(id, 'CommentRejected'); // 4
    const { totals, byModerator, byReason } = await stats();
    expect(totals).toMatchObject({ decided: 2, undone: 1, timeToDecision: { p50Seconds: 120 } });
    expect(byModerator.map(({ approved, rejected, undone }) => [approved, rejected, undone])).toEqual(
      expect.arrayContaining([
        [1, 0, 1],
        [0, 1, 0],
      ]),
    );
    expect(byReason).toEqual([{ reason: 'spam', rejected: 1 }]);
  });

  it('count no undone decisions by reason and rule', async () => {
    const id = story.post({ status: 'held', findings: holding });
    const rejection = story.decide(id, 'CommentRejected');
    expect((await stats()).byRule).toEqual([{ rule: 'links', held: 1, approved: 0, rejected: 1 }]);
    story.undo(id, rejection, 'held');
    expect(await stats()).toMatchObject({
      byReason: [],
      byRule: [{ rule: 'links', held: 1, approved: 0, rejected: 0 }],
    });
    story.decide(id, 'CommentApproved');
    expect((await stats()).byRule).toEqual([{ rule: 'links', held: 1, approved: 1, rejected: 0 }]);
  });

  it('credit a rule with the decision that ends its hold, not with later ones, and not for a mere note', async () => {
    const id = story.post({ status: 'held', findings: [...holding, ...noting] });
    story.decide(id, 'CommentEscalated');
    story.decide(id, 'CommentApproved');
    story.report(id);
    story.decide(id, 'CommentRejected');
    expect((await stats()).byRule).toEqual([{ rule: 'links', held: 1, approved: 1, rejected: 0 }]);
  });

  it('count a text once if a rule holds it again while it waits', async () => {
    const id = story.post({ status: 'held', findings: holding });
    await stats();
    const { articleId, authorId } = { articleId: 'an-article', authorId: story.authorOf(id) };
    const text = { revision: 2, policyVersion: 0, textLength: 1, links: 4 };
    const findings = [...holding, { ...holding[0]!, rule: 'suspect-words' }];
    story.add({ type: 'CommentEdited', data: { commentId: id, articleId, authorId, findings, ...text } }, id);
    expect((await stats()).byRule).toEqual([
      { rule: 'links', held: 1, approved: 0, rejected: 0 },
      { rule: 'suspect-words', held: 1, approved: 0, rejected: 0 },
    ]);
  });

  it('list moderators separately, with the name of their newest decision', async () => {
    const moderatorId = story.id();
    const decide = (name: string) => {
      const place = { commentId: story.post({ status: 'held' }), articleId: 'an-article' };
      const judged = {
        basedOnVersion: 1,
        revision: 1,
        reports: 0,
        waitedSeconds: null,
        policyVersion: 0,
        batchId: null,
      };
      const data = { ...place, ...judged, moderatorId, from: 'held' as const };
      story.add({ type: 'CommentApproved', data, personal: { moderatorName: name } }, place.commentId);
    };
    decide('Mo');
    decide('Mo Derator');
    const times = { p50Seconds: 60, p95Seconds: 60 };
    const counts = { decided: 2, approved: 2, rejected: 0, escalated: 0, reopened: 0, undone: 0 };
    const expected = { ...counts, ...times };
    expect((await stats()).byModerator).toEqual([{ moderator: { id: moderatorId, name: 'Mo Derator' }, ...expected }]);
    story.add({ type: 'AuthorErased', data: { authorId: moderatorId, requestedBy: 'admin' } });
    expect((await stats()).byModerator).toEqual([{ moderator: { id: moderatorId, name: null }, ...expected }]);
  });

  it('use whole days in UTC, and count comments that have been waiting since earlier days', async () => {
    const id = story.post({ status: 'held' });
    untilNextDay(2);
    story.decide(id, 'CommentApproved');
    expect(await queues(day, '2026-06-03')).toBe('1/0/1 0/0/0 0/0/0 0/0/1 0/0/0 0/0/0 0/1/0 0/0/0 0/0/0');
    expect(await queues('2026-06-02')).toBe('0/0/1 0/0/0 0/0/0');
    const { totals } = await stats('2026-06-03');
    expect(totals).toMatchObject({
      inbound: 0,
      decided: 1,
      waiting: 0,
      timeToDecision: { p50Seconds: 2 * 86_400 + 60 },
    });
    expect((await stats(day, '2026-06-02')).totals).toMatchObject({ inbound: 1, decided: 0, waiting: 1 });
  });

  it("follow changes of the site's threshold, also for comments without new events", async () => {
    const [one, two] = [story.post(), story.post()];
    story.report(one);
    story.report(two);
    story.report(two);
    expect(await queues()).toBe('0/0/0 2/0/2 0/0/0');
    const change = (flagThreshold: number, policyVersion: number) =>
      story.add({
        type: 'PolicyChanged',
        data: { policy: { ...defaultPolicy, flagThreshold }, policyVersion, actorId: story.id() },
      });
    change(2, 1);
    expect(await queues()).toBe('0/0/0 2/0/1 0/0/0');
    story.report(one);
    expect(await queues()).toBe('0/0/0 3/0/2 0/0/0');
    change(3, 2);
    story.decide(two, 'CommentApproved');
    expect(await queues()).toBe('0/0/0 3/0/0 0/0/0');
    expect((await stats()).byQueue).toMatchObject([{ queue: null, decided: 1, p50Seconds: null }]);
  });

  it.each([
    ['Asia/Kolkata', '2026-06-01', 5.5],
    ['America/New_York', '2026-05-31', -4],
  ])('use the days of a time zone: %s', async (timeZone, there, hours) => {
    story.decide(story.post({ status: 'held', findings: holding }), 'CommentApproved'); // before 0:15 in UTC
    const [only] = (await stats(there, there, 'default', timeZone)).days;
    expect(only).toMatchObject({ day: there, inbound: 1, decided: 1, waiting: 0 });
    const other = hours > 0 ? '2026-05-31' : '2026-06-01';
    expect(await stats(other, other, 'default', timeZone)).toMatchObject({
      timeZone,
      totals: { inbound: 0, decided: 0 },
      byRule: [],
    });
  });

  it("begin and end with the zone's day, to the quarter of an hour", async () => {
    const midnight = Date.parse('2026-06-01T18:15:00Z'); // in Kathmandu
    while (story.at().getTime() < midnight - 120_000) story.like(quiet());
    story.post({ status: 'held' });
    while (story.at().getTime() < midnight - 60_000) story.like(quiet());
    const later = story.post({ status: 'held' });
    story.decide(later, 'CommentApproved');
    const { days } = await stats('2026-06-01', '2026-06-02', 'default', 'Asia/Kathmandu');
    expect(
      days
        .filter(({ queue }) => queue === 'pending')
        .map(({ inbound, decided, waiting }) => [inbound, decided, waiting]),
    ).toEqual([
      [1, 0, 1],
      [1, 1, 1],
    ]);
  });

  it('have days of 23 and 25 hours at clock changes, and of 0 hours if a day is skipped', () => {
    const hoursOf = (day: string, timeZone: string) => {
      const [, , starts, end] = statsValues({ site: 'default', from: day, to: day, timeZone });
      return (Number(end) - Number(Array.isArray(starts) ? starts[0] : 0)) / 3_600_000;
    };
    expect(hoursOf('2026-03-29', 'Europe/Berlin')).toBe(23);
    expect(hoursOf('2026-11-01', 'America/New_York')).toBe(25);
    expect(hoursOf('2011-12-30', 'Pacific/Apia')).toBe(0);
  });

  it('have an entry for each day, also for one that the zone skipped', async () => {
    const { days } = await stats('2011-12-29', '2011-12-31', 'default', 'Pacific/Apia');
    expect(days.filter(({ queue }) => queue === 'pending').map(({ day: one }) => one)).toEqual([
      ...['2011-12-29', '2011-12-30', '2011-12-31'],
    ]);
  });

  it('are limited to one site', async () => {
    story.decide(story.post({ status: 'held', findings: holding }), 'CommentApproved');
    expect((await stats(day, day, 'elsewhere')).totals).toMatchObject({ inbound: 0, decided: 0, waiting: 0 });
  });

  it('are read by indexes only', async () => {
    for (let n = 0; n < 3000; n++) {
      const id = story.post({ status: n % 3 === 0 ? 'held' : 'published', findings: n % 3 === 0 ? holding : [] });
      if (n % 3 === 0) story.decide(id, 'CommentApproved');
    }
    await stats();
    await tables.pool.query('analyze');
    expect(await scans('on')).toContain('stats_decisions_in_time');
    expect(await scans('off')).not.toContain('Seq Scan');
  });

  /** Returns the plan. With sequential scans `off`, one remains only if no index applies, however small the table. */
  async function scans(sequential: 'on' | 'off'): Promise<string> {
    const client = await tables.pool.connect();
    try {
      const asked = { site: 'default', from: '2026-06-02', to: '2026-06-02', timeZone: 'UTC' };
      await client.query(`set enable_seqscan = ${sequential}`);
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain (costs off) ${statsSql}`,
        statsValues(asked),
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    } finally {
      await client.query('reset enable_seqscan');
      client.release();
    }
  }
});
