import { once } from 'node:events';
import type { Pool } from 'pg';
import { refuseCheckpointBeyondLog } from '#event-store/restoring/reach';
import type { EventLog } from '#event-store/event-log';
import type { Logger } from '#platform/logger';
import { survivingPool } from '#platform/postgres';
import { allProjections } from '#read-models/all-projections';
import { type Checkpoint, servingCheckpoint } from '#read-models/checkpoints';
import type { Projection } from '#read-models/projection';
import { projectionLags } from '#read-models/projections-health';
import { BackgroundRebuild } from './rebuild/background-rebuild.ts';
import { clearAwayUnused } from './rebuild/clear-away.ts';
import { appliedFromKafka } from './from-kafka/applied-from-kafka.ts';
import { type KafkaSettings, KafkaSource, type ReadingFromKafka } from './from-kafka/kafka-source.ts';
import { ensureGeneration } from './rebuild/generation-start.ts';
import { lags } from './standing/metrics.ts';
import { ProjectionRunner } from './follow/projection-runner.ts';
import { type ReadModelStanding, ReadModelStandings } from './standing/standings.ts';
import { SharedReading } from './apply/shared-reading.ts';
import { SourceClaim } from './follow/source-claim.ts';

export interface ProjectorOptions {
  /** Says where the database is. The projector opens connections of its own, so that readers never wait for one. */
  readonly pool: Pool;
  readonly eventLog: Pick<
    EventLog,
    'readPage' | 'readAfter' | 'readAt' | 'open' | 'head' | 'identity' | 'reach' | 'onAppended'
  >;
  readonly logger: Logger;
  readonly projections?: readonly Projection[];
  /** Where to read events from Kafka. Without it they are read from the log. Never both at once on one database. */
  readonly kafka?: KafkaSettings | undefined;
}

export interface RunningProjector {
  /**
   * Rejects when reading ended by itself: nothing moves any more, and the process is to end. Resolves when it was
   * stopped.
   */
  readonly finished: Promise<void>;
  /** The read models that it keeps up. */
  readonly projections: readonly Projection[];
  /** How reading from Kafka goes for this member; null where the log is read. */
  readingFromKafka(): ReadingFromKafka | null;
  /** Calls back whenever a read model moved. Answers how to stop that. */
  onApplied(listener: () => void): () => void;
  /**
   * Waits until every read model has seen the log up to a position, or to its present end. Rejects when one is stopped.
   */
  settled(position?: number): Promise<void>;
  /** Where the read models stand. */
  positions(): Map<string, ReadModelStanding>;
  stop(): Promise<void>;
}

/** Events in a transaction at most. */
const batchSize = 1000;

/**
 * Keeps every read model up with the log. Tables are created where there are none, and built anew in the background
 * where they are of another definition than the code's, however often that takes; readers go on reading the old ones
 * meanwhile.
 * @throws StartupError when a checkpoint lies beyond the log, or a projector of this database reads from elsewhere
 */
export async function startProjector(options: ProjectorOptions): Promise<RunningProjector> {
  const { eventLog, logger, projections = allProjections } = options;
  const pool = ownPool(options.pool, projections.length);
  let claim: SourceClaim | undefined;
  try {
    claim = await SourceClaim.take(pool, options.kafka ? 'kafka' : 'log');
    const outdated = await prepare(pool, eventLog, projections);
    const standings = new ReadModelStandings();
    const feed = (options.kafka ? feedFromKafka : feedFromLog)({ ...options, pool, projections, standings });
    const ending = new AbortController();
    const background = { pool, eventLog, logger, projections, signal: ending.signal };
    const working = Promise.all([new BackgroundRebuild(background).run(outdated), clearAwayUnused(background)]);
    const finished = Promise.race([feed.finished, claim.lost]);
    finished.catch(() => undefined); // whoever awaits it hears of it
    lags.from(() => projectionLags(options.pool, eventLog, projections));
    return {
      finished,
      projections,
      readingFromKafka: () => feed.progress(),
      onApplied: (listener) => standings.onMoved(listener),
      settled: async (position) =>
        standings.reached(
          projections.map(({ name }) => name),
          position ?? (await eventLog.head()),
        ),
      positions: () => standings.all(),
      stop: async () => {
        ending.abort();
        await Promise.all([feed.stop(), working]);
        standings.close();
        claim?.release();
        await pool.end();
      },
    };
  } catch (error) {
    claim?.release();
    await pool.end();
    throw error;
  }
}

/** What brings the events. */
interface Feed {
  readonly finished: Promise<void>;
  progress(): ReadingFromKafka | null;
  stop(): Promise<void>;
}

type FeedParts = ProjectorOptions & {
  readonly projections: readonly Projection[];
  readonly standings: ReadModelStandings;
};

function feedFromLog({ pool, eventLog, logger, projections, standings }: FeedParts): Feed {
  const reading = new SharedReading(eventLog, batchSize);
  const fromKafka = (at: Checkpoint, name: string) => appliedFromKafka(pool, eventLog, name, at);
  const runners = projections.map(
    (projection) =>
      new ProjectionRunner(projection, pool, reading, logger, (at) => standings.set(projection.name, at), fromKafka),
  );
  for (const runner of runners) runner.start();
  const stopListening = eventLog.onAppended(() => runners.forEach((runner) => runner.nudge()));
  const stopped = new AbortController();
  return {
    finished: once(stopped.signal, 'abort').then(() => undefined),
    progress: () => null,
    stop: async () => {
      stopListening();
      await Promise.all(runners.map((runner) => runner.stop()));
      stopped.abort();
    },
  };
}

function feedFromKafka({ kafka, pool, eventLog, logger, projections, standings }: FeedParts): Feed {
  if (!kafka) throw new Error('nobody said where Kafka is');
  const source = new KafkaSource({
    ...kafka,
    pool,
    log: eventLog,
    logger,
    projections,
    moved: (name, at) => standings.set(name, at),
  });
  const finished = source.start();
  finished.catch(() => undefined); // whoever awaits it hears of it
  return { finished, progress: () => source.progress, stop: () => source.stop() };
}

/**
 * Without the time limit for readers' statements, which a rebuild exceeds; but a process that was frozen, or cut off,
 * in the middle of a transaction must not keep its partitions from those that took them over.
 */
function ownPool({ options }: Pool, projections: number): Pool {
  return survivingPool({
    ...options,
    max: 2 * projections + 3,
    statement_timeout: 0,
    idle_in_transaction_session_timeout: 15_000,
    application_name: 'colloquy projector',
  });
}

async function prepare(
  pool: Pool,
  eventLog: Pick<EventLog, 'reach'>,
  projections: readonly Projection[],
): Promise<Projection[]> {
  const outdated: Projection[] = [];
  const checkpoints = new Map<string, number>();
  for (const projection of projections) {
    if ((await ensureGeneration(pool, projection)).isOutdated) outdated.push(projection);
    checkpoints.set(projection.name, (await servingCheckpoint(pool, projection.name))?.position ?? 0);
  }
  // After the checkpoints: another projector may be moving them on this very moment, with a log that grows.
  const reach = await eventLog.reach();
  for (const [name, position] of checkpoints) refuseCheckpointBeyondLog(`The read model ${name}`, position, reach);
  return outdated;
}
