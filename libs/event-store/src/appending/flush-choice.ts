/** What the choice has to know of a request. */
export interface Candidate {
  readonly bytes: number;
  readonly streamId: string;
  /** Whether it has events: it then writes its stream, and only reads it otherwise. */
  readonly writes: boolean;
  /** Streams that it reads besides its own. */
  readonly guards: readonly string[];
  readonly idempotencyKey: string | undefined;
  /** What its personal data is sealed under. */
  readonly subjectKeys: ReadonlyMap<string, { readonly wrapped: Buffer }>;
}

export interface Waiting {
  readonly request: Candidate;
  /** How many requests at most may share a flush with it, itself included. */
  readonly company: number;
}

export interface FlushLimits {
  readonly requests: number;
  readonly bytes: number;
}

/**
 * Chooses the next flush from the waiting requests, the oldest first. All of a flush are judged against the log as it
 * stood before it; so a request waits for the next flush when it reads a stream that an earlier one writes, repeats an
 * idempotency key, or brings another key for a subject. Nothing overtakes a request that it could change the verdict
 * of.
 */
export function chooseFlush<W extends Waiting>(waiting: readonly W[], limits: FlushLimits): { flush: W[]; rest: W[] } {
  const flush: W[] = [];
  const rest: W[] = [];
  const earlier = new Earlier();
  let room = limits.requests;
  let bytes = 0;
  for (const [index, one] of waiting.entries()) {
    const { request, company } = one;
    room = Math.min(room, company);
    bytes += request.bytes;
    if (flush.length >= room || (flush.length > 0 && bytes > limits.bytes)) {
      rest.push(...waiting.slice(index));
      break;
    }
    const chosen = !earlier.isInTheWayOf(request);
    earlier.add(request, chosen);
    (chosen ? flush : rest).push(one);
    if (!chosen) bytes -= request.bytes;
  }
  return { flush, rest };
}

/** What the requests before the one at hand touch: those in the flush, and those that wait for the next. */
class Earlier {
  private readonly written = new Set<string>();
  private readonly readByWaiting = new Set<string>();
  private readonly idempotencyKeys = new Set<string>();
  private readonly wrappedKeys = new Map<string, Buffer>();

  isInTheWayOf({ streamId, writes, guards, idempotencyKey, subjectKeys }: Candidate): boolean {
    return (
      this.written.has(streamId) ||
      guards.some((guard) => this.written.has(guard)) ||
      (writes && this.readByWaiting.has(streamId)) ||
      (idempotencyKey !== undefined && this.idempotencyKeys.has(idempotencyKey)) ||
      [...subjectKeys].some(([subjectId, { wrapped }]) => (this.wrappedKeys.get(subjectId) ?? wrapped) !== wrapped)
    );
  }

  add({ streamId, writes, guards, idempotencyKey, subjectKeys }: Candidate, chosen: boolean): void {
    if (writes) this.written.add(streamId);
    if (!chosen) for (const read of [streamId, ...guards]) this.readByWaiting.add(read);
    if (idempotencyKey !== undefined) this.idempotencyKeys.add(idempotencyKey);
    if (chosen) for (const [subjectId, { wrapped }] of subjectKeys) this.wrappedKeys.set(subjectId, wrapped);
  }
}
