import { pause } from '#platform/pause';
import type { Consumption, PartitionProgress } from '../event-transport.ts';
import { HandlerFailed, type Membership } from './membership.ts';

const restartAfterMs = 1_000;

/**
 * Reads on through outages: when a consumer ends for want of brokers, a new one with new connections takes its place.
 */
export class KafkajsConsumption implements Consumption {
  readonly finished: Promise<void>;
  private readonly stopping = new AbortController();
  private membership: Membership;

  /** `onTrouble` is told what ended a consumer, before the next one starts. */
  constructor(
    private readonly newMembership: () => Membership,
    private readonly topics: readonly string[],
    private readonly onTrouble: (error: unknown) => void,
  ) {
    this.membership = newMembership();
    this.finished = this.run();
    this.finished.catch(() => {}); // whoever awaits it hears of the error; until then it is not unhandled
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
