import { Injectable } from '@nestjs/common';
import { errorWithoutData } from '#platform/error-without-data';
import { within } from '#platform/within';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';

/** Milliseconds. Who waits for an answer is told by then that their command is stored. */
const patienceMs = 5000;

/**
 * What is done behind a command that is stored: reading it back, taking note of it elsewhere. None of it may fail the
 * answer, which would then say that the command is not stored.
 */
@Injectable()
export class Afterwards {
  constructor(@Given() private readonly given: Pick<ApiDependencies, 'logger'>) {}

  /**
   * Undefined where it failed, or takes longer than 5 s: it then goes on for itself.
   * @param what is left out then, for the log
   */
  async attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await within(patienceMs, Promise.resolve().then(work), () => new Error('it took too long'));
    } catch (error) {
      this.given.logger.warn(
        { err: errorWithoutData(error), what },
        'a stored command is answered without what belongs to it',
      );
      return undefined;
    }
  }
}
