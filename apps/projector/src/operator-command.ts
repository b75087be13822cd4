import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import { openEventLog } from '#event-store/open-event-log';
import { readConfig } from '#platform/config';
import { openCommandDatabase } from '#platform/database';
import { openFoundation } from '#platform/foundation';
import { survivingPool } from '#platform/postgres';
import { StartupError } from '#platform/startup-error';
import { projectionNamed } from '#read-models/all-projections';
import type { Projection } from '#read-models/projection';
import { CannotCompare } from './compare-with-replay';
import { kafkaOn } from './from-kafka/kafka-on-foundation';
import type { KafkaSettings } from './from-kafka/kafka-source';
import { CannotApply } from './isolate';
import { AlreadyUnderWay } from './name-lock';

/** What an operator's command works on. */
export interface Operation {
  readonly pool: Pool;
  readonly eventLog: EventLog;
  /** Undefined where Kafka is not configured. */
  readonly kafka: KafkaSettings | undefined;
}

/** What an operator asked for cannot be done; the message is all that is printed. */
export class CannotDo extends Error {
  override readonly name = 'CannotDo';
}

/** @throws CannotDo naming the read models there are */
export function readModelNamed(name: string): Projection {
  try {
    return projectionNamed(name);
  } catch (error) {
    throw new CannotDo(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Runs a command on the installation's database, whether the service runs or not. Exit code: what the command answers, or 1 after
 * one line that says why it could not.
 */
export async function runCommand(work: (operation: Operation) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await onInstallation(work);
  } catch (error) {
    const isExpected = [StartupError, CannotDo, AlreadyUnderWay, CannotApply, CannotCompare].some(
      (kind) => error instanceof kind,
    );
    process.stderr.write(`${error instanceof Error ? (isExpected ? error.message : error.stack) : String(error)}\n`);
    process.exitCode = 1;
  }
}

async function onInstallation(work: (operation: Operation) => Promise<number>): Promise<number> {
  const config = readConfig(process.env);
  const database = await openCommandDatabase(config);
  try {
    const foundation = await openFoundation(config, database.url, 'command');
    await foundation.pool.end(); // its statements have a time limit, which is right for readers and wrong here
    const pool = survivingPool({ connectionString: database.url, max: 10, application_name: 'colloquy command' });
    const eventLog = await openEventLog(foundation);
    const kafka = kafkaOn(foundation);
    try {
      return await work({ pool, eventLog, kafka });
    } finally {
      await kafka?.transport.close();
      await eventLog.close();
      await pool.end();
    }
  } finally {
    await database.close();
  }
}
