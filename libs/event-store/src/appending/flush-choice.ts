/** The fields of a request that the choice depends on. */
export interface Candidate {
  readonly bytes: number;
  readonly streamId: string;
  /** True if it has events. It then writes its stream; otherwise it only reads it. */
  readonly writes: boolean;
  /** Other streams that it reads. */
  readonly guards: readonly string[];
  readonly idempotencyKey: string | undefined;
  /** The keys that its personal data is sealed under. */
  readonly subjectKeys: ReadonlyMap<string, { readonly wrapped: Buffer }>;
}

export interface Waiting {
  readonly request: Candidate;
  /** Maximum number of requests in its flush, itself included. */
  readonly company: number;
}

export interface FlushLimits {
  readonly requests: number;
  readonly bytes: number;
}

/**
 * Chooses the next flush from the waiting requests, the oldest first. All requests of a flush are checked against the
 * log as it was before the flush. So a request waits for the next one if it reads a stream that an earlier request
 * writes, repeats an idempotency key, or has another key for a subject. No request overtakes one whose verdict it could
 * change.
 */
export function chooseFlush<W extends Waiting>(waiting: readonly W[], limits: FlushLimits): { flush: W[]; rest: W[] } {
  const flush: W[] = [];
  const rest: W[] = [];
  const earlier = new Earlier();
  let free = limits.requests;
  let bytes = 0;
  for (const [index, one] of waiting.entries()) {
    const { request, company } = one;
    free = Math.min(free, company);
    bytes += request.bytes;
    if (flush.length >= free || (flush.length > 0 && bytes > limits.bytes)) {
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

/** Records the streams and keys that earlier requests use, both those in the flush and those left for the next. */
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
