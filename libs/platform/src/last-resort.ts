import { Counter } from 'prom-client';
import { errorWithoutData } from './error-without-data.ts';
import type { Logger } from './logger.ts';

/** Shown by `/metrics` of every role. More than 0 is a bug of ours: what it was is in the log. */
const unhandledRejections = new Counter({
  name: 'colloquy_unhandled_rejections_total',
  help: 'Promises that were rejected where nobody awaited them; more than 0 is a bug, and the log has its stack',
});

/**
 * For what cannot fail unless we made a mistake, and concerns nobody else if it does: the last resort hears of it, as
 * of a rejection that nobody handled. A command of the operator's, which has no last resort, ends by it.
 */
export const unforeseen = (reason: unknown): void => void Promise.reject(reason);

/** Calls a listener soon, and for itself: one that throws holds up neither the others nor whoever has the news. */
export const callSoon = (listener: () => void): void => void Promise.resolve().then(listener).catch(unforeseen);

/**
 * What holds when something failed where nobody awaits or catches it. A rejection concerns the one thing that failed:
 * it is logged and counted, and the process goes on. After an exception that passed everything by nothing can be relied
 * on: it is logged, and the process is to stop in order.
 * @param logger the role's, or one of before it was configured
 */
export function installLastResort(logger: () => Logger, stop: () => void): void {
  process.on('unhandledRejection', (reason) => {
    unhandledRejections.inc();
    logger().error({ err: errorWithoutData(reason) }, 'a promise was rejected and nobody handled it');
  });
  process.on('uncaughtException', (error) => {
    logger().fatal({ err: errorWithoutData(error) }, 'an exception was caught by nobody: this process stops');
    process.exitCode = 1; // also where it is stopping already
    stop();
  });
  // A terminal or a pipe that went away takes what is printed with it, and nothing else.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
