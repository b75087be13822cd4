import { newestLabel } from '#contracts/log-identity';
import type { EventTransport } from '#messaging/event-transport';
import { ArticleCounts } from './article-counts.ts';
import { LeadershipLost } from './checkpoint.ts';
import { type Lease, leaseSeconds, renewMs } from './lease.ts';
import { nextProducer } from './next-producer.ts';
import { pause } from '#platform/pause';
import { unlessAborted } from '#platform/unless-aborted';
import { untilKafkaDid } from './until-kafka-did.ts';
import { Publisher } from './publisher.ts';
import type { RelayParts } from './relay-parts.ts';
import { relayMetrics } from './relay-metrics.ts';
import { RelayReport } from './report.ts';
import { TailWatch } from './tail-watch.ts';
import { topicSpecs } from './topics.ts';

/**
 * One term as the leader, until the signal comes, the lease is lost or something fails. The term sends nothing after
 * it: its connections are cut before the lease is released. What it sent last may still arrive, even behind what the
 * next term sends: events are told apart by position, and of the counts the brokers take nothing from an older producer
 * once they have something of a newer one.
 * @throws LeadershipLost, TopicMismatch, StartupError, and whatever the database throws
 */
export async function runTerm(parts: RelayParts, lease: Lease, epoch: number, signal: AbortSignal): Promise<void> {
  parts.logger.info({ epoch }, 'this relay leads');
  relayMetrics.epoch.set(epoch);
  relayMetrics.isLeader.set(1);
  const over = new AbortController();
  const end = AbortSignal.any([signal, over.signal]);
  const [events, counts] = [parts.openTransport('events'), openCounts(parts, epoch)];
  const tails = new TailWatch(parts, events);
  const publisher = new Publisher(parts, events, tails, epoch);
  const articleCounts = new ArticleCounts(parts, counts, epoch);
  const report = new RelayReport(parts, events);
  const endsTheTerm = (work: Promise<void>): Promise<void> => work.finally(() => over.abort());
  const publish = async (): Promise<void> => {
    if (!(await untilKafkaDid(() => events.ensureTopics(topicSpecs(parts.topics)), end, parts.logger))) return;
    if (!(await publisher.begin(end))) return;
    await Promise.all([publisher.run(end), articleCounts.run(end), tails.run(end)].map(endsTheTerm));
  };
  const work = [keepLease(lease, epoch, report, end), report.run(end), publish()].map(endsTheTerm);
  try {
    await Promise.all(work);
  } finally {
    await Promise.all([events.close(), counts.close()]);
    await Promise.allSettled(work);
    relayMetrics.isLeader.set(0);
    await lease.release(epoch).catch(() => undefined);
  }
}

/**
 * A compacted topic keeps what was written last: nothing of an earlier producer may come behind what a later one wrote.
 */
const openCounts = (parts: RelayParts, epoch: number): EventTransport =>
  parts.openTransport('article-counts', async (fresh) => {
    const log = newestLabel(await parts.log.identity());
    return nextProducer(parts.pool, { line: 'article-counts', epoch, log }, fresh);
  });

/**
 * Renews until told to end. A renewal that fails is tried again for as long as the lease is sure to hold, by this
 * process's own clock: after that another relay may lead, whatever became of the database.
 */
async function keepLease(lease: Lease, epoch: number, report: RelayReport, signal: AbortSignal): Promise<void> {
  for (let sureUntil = performance.now() + leaseSeconds * 1000; !signal.aborted;) {
    const asked = performance.now();
    const answer = lease.renew(epoch, report.latest).catch(() => undefined);
    const late = AbortSignal.timeout(Math.max(0, Math.ceil(sureUntil - asked)));
    const held = await unlessAborted(answer, signal, late);
    if (held === false || performance.now() >= sureUntil) throw new LeadershipLost();
    if (held === true) sureUntil = asked + leaseSeconds * 1000;
    await pause(renewMs, signal);
  }
}
