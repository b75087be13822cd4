import { pause } from '#platform/pause';
import type { Consumption, PartitionProgress } from '../event-transport.ts';
import { HandlerFailed, type Membership } from './membership.ts';

const restartAfterMs = 1_000;

/**
 * Continues reading through outages: when a consumer ends because brokers are unavailable, a new one with new
 * connections replaces it.
 */
export class KafkajsConsumption implements Consumption {
  readonly finished: Promise<void>;
  private readonly stopping = new AbortController();
  private membership: Membership;

  /** @param onTrouble called with the error that ended a consumer, before the next one starts */
  constructor(
    private readonly newMembership: () => Membership,
    private readonly topics: readonly string[],
    private readonly onTrouble: (error: unknown) => void,
  ) {
    this.membership = newMembership();
    this.finished = this.run();
    this.finished.catch(() => {}); // callers that await it get the error; until then it must not count as unhandled
  }

  progress(): readonly PartitionProgress[] {
    return this.membership.progress();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.membership.stop();
    await this.finished.catch(() => {});
  }

  private async run(): Promise<void> {
    for (; !this.stopping.signal.aborted; this.membership = this.newMembership()) {
      try {
        const { membership } = this;
        membership.start(this.topics).catch((error: unknown) => membership.failed(error));
        return await membership.ended;
      } catch (error) {
        if (error instanceof HandlerFailed) throw error.cause;
        this.onTrouble(error);
        await pause(restartAfterMs, this.stopping.signal);
      }
    }
  }
}
