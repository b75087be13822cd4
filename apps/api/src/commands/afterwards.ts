import { Injectable } from '@nestjs/common';
import { errorWithoutData } from '#platform/error-without-data';
import { within } from '#platform/within';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';

/** Milliseconds. After this time the client gets its answer, because its command is stored. */
const patienceMs = 5000;

/**
 * Runs follow-up work of a stored command, such as reading it back or recording it elsewhere. A failure of this work
 * must not fail the answer, which would tell the client that the command was not stored.
 */
@Injectable()
export class Afterwards {
  constructor(@Given() private readonly given: Pick<ApiDependencies, 'logger'>) {}

  /**
   * Returns undefined if the work fails or takes longer than 5 s. It then continues in the background.
   * @param what the work, named in the log if it fails
   */
  async attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await within(
        patienceMs,
        Promise.resolve().then(work),
        () => new Error(`${what} took longer than ${patienceMs} ms`),
      );
    } catch (error) {
      this.given.logger.warn({ err: errorWithoutData(error), what }, 'follow-up work of a stored command failed');
      return undefined;
    }
  }
}
