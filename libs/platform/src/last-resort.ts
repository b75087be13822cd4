import { Counter } from 'prom-client';
import { errorWithoutData } from './error-without-data.ts';
import type { Logger } from './logger.ts';

/** In `/metrics` of every role. More than 0 is a bug, and the log has its stack. */
const unhandledRejections = new Counter({
  name: 'colloquy_unhandled_rejections_total',
  help: 'Promise rejections that no code handled; more than 0 is a bug, and the log has the stack',
});

/**
 * Reports a failure that only a bug can cause and that affects nothing else. It becomes an unhandled rejection, which
 * the last resort logs and counts. An operator's command, which has no last resort, ends with it.
 */
export const unforeseen = (reason: unknown): void => void Promise.reject(reason);

/**
 * Calls a listener asynchronously and separately, so that one that throws affects neither the others nor the caller.
 */
export const callSoon = (listener: () => void): void => void Promise.resolve().then(listener).catch(unforeseen);

/**
 * Handles failures that no code caught. An unhandled rejection affects one operation: it is logged and counted, and the
 * process continues. After an uncaught exception the state is unknown: it is logged, and the process stops in order.
 * @param logger returns the role's logger, or an earlier one before the configuration is read
 */
export function installLastResort(logger: () => Logger, stop: () => void): void {
  process.on('unhandledRejection', (reason) => {
    unhandledRejections.inc();
    logger().error({ err: errorWithoutData(reason) }, 'unhandled promise rejection');
  });
  process.on('uncaughtException', (error) => {
    logger().fatal({ err: errorWithoutData(error) }, 'uncaught exception: this process stops');
    process.exitCode = 1; // also if it is already stopping
    stop();
  });
  // If a terminal or pipe was closed, output to it is lost, and nothing else fails.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
