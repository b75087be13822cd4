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
 * One term as the leader. Ends when the signal aborts, the lease is lost or something fails. Its connections are closed
 * before the lease is released, so it sends nothing afterwards. Records in flight may still arrive, even after records
 * of the next term. Consumers recognise events by position; for counts, brokers refuse an older producer once a newer
 * one has written.
 * @throws LeadershipLost, TopicMismatch, StartupError, and errors of the database
 */
export async function runTerm(parts: RelayParts, lease: Lease, epoch: number, signal: AbortSignal): Promise<void> {
  parts.logger.info({ epoch }, 'this relay is now the leader');
  relayMetrics.epoch.set(epoch);
  relayMetrics.isLeader.set(1);
  const termEnd = new AbortController();
  const end = AbortSignal.any([signal, termEnd.signal]);
  const [events, counts] = [parts.openTransport('events'), openCounts(parts, epoch)];
  const tails = new TailWatch(parts, events);
  const publisher = new Publisher(parts, events, tails, epoch);
  const articleCounts = new ArticleCounts(parts, counts, epoch);
  const report = new RelayReport(parts, events, () => publisher.stoppedAt);
  const endsTheTerm = (work: Promise<void>): Promise<void> => work.finally(() => termEnd.abort());
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

/** A compacted topic keeps the last record of a key, so an earlier producer must not write after a later one. */
const openCounts = (parts: RelayParts, epoch: number): EventTransport =>
  parts.openTransport('article-counts', async (fresh) => {
    const log = newestLabel(await parts.log.identity());
    return nextProducer(parts.pool, { line: 'article-counts', epoch, log }, fresh);
  });

/**
 * Renews the lease until the signal aborts. A failed renewal is retried for as long as the lease certainly holds by
 * this process's own clock. After that another relay may lead, even if the database is unreachable.
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
