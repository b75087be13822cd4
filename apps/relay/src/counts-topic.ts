import { isVoid, type LogIdentity, readLabel } from '#contracts/log-identity';
import type { EventTransport } from '#messaging/event-transport';
import type { OutgoingRecord } from '#messaging/record';
import { TopicMissing } from '#messaging/transport-errors';
import { anyIsShorter, PartitionEnds } from './partition-ends.ts';

/** The compacted topic of counts. Detects whether records that were published to it are missing. */
export class CountsTopic {
  private readonly ends = new PartitionEnds();
  private isSure = false;

  constructor(
    private readonly transport: EventTransport,
    readonly name: string,
    private readonly ensureTopics: () => Promise<void>,
  ) {}

  /** Reads how far the topic reaches. Returns true if nothing was ever written to it, as after it was recreated. */
  async isUnwritten(): Promise<boolean> {
    const extents = await this.transport.extentOf(this.name);
    this.ends.see(extents);
    this.isSure = true;
    return extents.every(({ endOffset }) => endOffset === '0');
  }

  /**
   * Publishes. Returns false if the topic was recreated meanwhile: all counts must then be published again.
   * @throws RangeError if a broker discarded new counts as duplicates, so another producer must have written
   */
  async publish(records: readonly OutgoingRecord[]): Promise<boolean> {
    if (!this.isSure && (await this.isShorter())) return false;
    this.isSure = false;
    const following = this.ends.follow(await this.transport.publish(records));
    if (following === 'next') {
      this.isSure = true;
      return true;
    }
    if (await this.isShorter()) return false;
    if (following === 'before')
      throw new RangeError('a broker discarded new article counts as duplicates: another producer writes to the topic');
    return true;
  }

  /** The keys of counts that are void: the log does not have the position at which an earlier epoch published them. */
  async voidKeys(identity: LogIdentity): Promise<Set<string>> {
    const keys = new Set<string>();
    for await (const chunk of this.transport.scan(this.name))
      for (const { key, value } of chunk) if (key !== null && isVoidCount(value, identity)) keys.add(key);
    return keys;
  }

  private async isShorter(): Promise<boolean> {
    const known = this.ends.all;
    const extents = await this.transport.extentOf(this.name).catch(async (error: unknown) => {
      if (!(error instanceof TopicMissing)) throw error;
      await this.ensureTopics(); // only the relay creates it, and publishing would wait forever
      return this.transport.extentOf(this.name);
    });
    const isShorter = anyIsShorter(extents, known);
    this.ends.see(extents);
    this.isSure = true;
    return isShorter;
  }
}

/** Counts of older versions have no label: they belong to the first epoch. */
function isVoidCount(value: string | null, identity: LogIdentity): boolean {
  const { position, log } = countIn(value);
  if (typeof position !== 'string') return false;
  const label = typeof log === 'string' ? readLabel(log) : { logId: identity.logId, epoch: 1 };
  return label !== undefined && isVoid(identity, label, Number(position));
}

function countIn(value: string | null): { readonly position?: unknown; readonly log?: unknown } {
  try {
    const count: unknown = JSON.parse(value ?? '{}');
    return typeof count === 'object' && count !== null ? count : {};
  } catch {
    return {}; // not written by a relay
  }
}
