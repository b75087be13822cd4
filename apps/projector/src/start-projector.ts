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
  /** Its database settings. The projector opens its own connections, so that readers never wait for one. */
  readonly pool: Pool;
  readonly eventLog: Pick<
    EventLog,
    'readPage' | 'readAfter' | 'readAt' | 'open' | 'head' | 'identity' | 'reach' | 'onAppended'
  >;
  readonly logger: Logger;
  readonly projections?: readonly Projection[];
  /** Reads events from Kafka instead of the log. All projectors of one database must use the same source. */
  readonly kafka?: KafkaSettings | undefined;
}

export interface RunningProjector {
  /**
   * Rejects if reading ended by itself: nothing is applied any more, and the process should end. Resolves when stopped.
   */
  readonly finished: Promise<void>;
  /** The read models that it maintains. */
  readonly projections: readonly Projection[];
  /** Progress of reading from Kafka for this member; null if it reads the log. */
  readingFromKafka(): ReadingFromKafka | null;
  /** Calls the listener whenever a read model moves. Returns a function that unsubscribes it. */
  onApplied(listener: () => void): () => void;
  /** Waits until every read model has reached a position, by default the end of the log. Rejects if one is stopped. */
  settled(position?: number): Promise<void>;
  /** Current progress of each read model. */
  positions(): Map<string, ReadModelStanding>;
  stop(): Promise<void>;
}

/** The most events in a transaction. */
const batchSize = 1000;

/**
 * Keeps every read model up to date with the log. Creates missing tables. Tables of another definition than the code's
 * are rebuilt in the background, with retries, while readers see the old ones.
 * @throws StartupError if a checkpoint is beyond the log, or if another projector of this database reads from the other
 * source
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
    finished.catch(() => undefined); // callers that await it get the error
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

/** The source of events. */
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
  if (!kafka) throw new Error('the Kafka settings are missing');
  const source = new KafkaSource({
    ...kafka,
    pool,
    log: eventLog,
    logger,
    projections,
    moved: (name, at) => standings.set(name, at),
  });
  const finished = source.start();
  finished.catch(() => undefined); // callers that await it get the error
  return { finished, progress: () => source.progress, stop: () => source.stop() };
}

/**
 * Has no time limit for statements, which a rebuild exceeds. It limits idle transactions: a process that is frozen, or
 * cut off, within a transaction must not lock its partitions against the member that takes them over.
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
  // Read after the checkpoints: another projector may be moving them now, with a log that grows.
  const reach = await eventLog.reach();
  for (const [name, position] of checkpoints) refuseCheckpointBeyondLog(`The read model ${name}`, position, reach);
  return outdated;
}
