import { pause } from '#platform/pause';
import { GrowingPause } from '#platform/retry';
import { StartupError } from '#platform/startup-error';
import { errorOf } from '#platform/error-of';
import { InvalidEvent, LogUnavailable, Overloaded } from '../append-errors.ts';
import { AppendOutcomes } from './append-outcomes.ts';
import { chooseFlush, type Candidate, type Waiting } from './flush-choice.ts';
import { RefusedData, type FlushAnswer, type FlushSink } from './flush-sink.ts';

export interface GroupCommitLimits {
  /** Limits of one flush. */
  readonly requests: number;
  readonly bytes: number;
  /** Limits of all waiting requests. */
  readonly waitingRequests: number;
  readonly waitingBytes: number;
  /** Milliseconds that a request waits while the database is unavailable. */
  readonly patience: number;
}

const defaultLimits: GroupCommitLimits = {
  requests: 500,
  bytes: 1024 * 1024,
  waitingRequests: 5_000,
  waitingBytes: 32 * 1024 * 1024,
  patience: 3_000,
};

/** Milliseconds between two attempts to connect. */
const pauses = { first: 50, longest: 1_000 };

/** A waiting request: the JSON for append_events, and the fields that the choice of a flush needs. */
export interface GroupedRequest extends Candidate {
  readonly json: string;
}

interface WaitingRequest extends Waiting {
  readonly request: GroupedRequest;
  readonly since: number;
  company: number;
  readonly answer: (answer: FlushAnswer) => void;
  readonly fail: (error: Error) => void;
}

/**
 * Combines requests into flushes. One flush runs at a time, and requests that arrive meanwhile form the next, so no
 * timer is needed.
 */
export class GroupCommit {
  private waiting: WaitingRequest[] = [];
  private waitingBytes = 0;
  private running: Promise<void> | undefined;
  private readonly closing = new AbortController();
  readonly outcomes = new AppendOutcomes();

  constructor(
    private readonly sink: FlushSink,
    private readonly onStored: () => void,
    private readonly limits: GroupCommitLimits = defaultLimits,
  ) {}

  append(request: GroupedRequest): Promise<FlushAnswer> {
    if (this.closing.signal.aborted) return Promise.reject(new LogUnavailable('the event log is closing'));
    if (this.waiting.length >= this.limits.waitingRequests || this.waitingBytes >= this.limits.waitingBytes)
      return Promise.reject(
        new Overloaded(`${this.waiting.length} appends are waiting, the limit is reached: retry later`),
      );
    return new Promise((answer, fail) => {
      this.waiting.push({ request, company: this.limits.requests, since: performance.now(), answer, fail });
      this.waitingBytes += request.bytes;
      this.running ??= this.run();
    });
  }

  /** Rejects new requests, completes the waiting ones, and closes the sink. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
    await this.sink.close();
  }

  private async run(): Promise<void> {
    await Promise.resolve(); // requests of the same turn share a flush
    const connecting = new GrowingPause(pauses);
    while (this.waiting.length > 0) {
      if (await this.isConnected()) {
        connecting.reset();
        await this.flush(this.takeFlush());
      } else if (this.waiting.length > 0) {
        await pause(connecting.next(), this.closing.signal);
      }
    }
    this.running = undefined;
  }

  private async isConnected(): Promise<boolean> {
    try {
      await this.sink.connect();
      return true;
    } catch (error) {
      const patience = this.closing.signal.aborted || error instanceof StartupError ? 0 : this.limits.patience;
      const unavailable =
        error instanceof StartupError ? error : new LogUnavailable('cannot connect to the database', { cause: error });
      this.outcomes.failed(unavailable);
      this.giveUp(unavailable, performance.now() - patience);
      return false;
    }
  }

  /** Fails the requests that have been waiting since `since` or longer. */
  private giveUp(error: Error, since: number): void {
    const expired = this.waiting.filter((request) => request.since <= since);
    this.replaceWaiting(this.waiting.filter((request) => request.since > since));
    for (const { fail } of expired) fail(error);
  }

  private takeFlush(): WaitingRequest[] {
    const { flush, rest } = chooseFlush(this.waiting, this.limits);
    this.replaceWaiting(rest);
    return flush;
  }

  private replaceWaiting(waiting: WaitingRequest[]): void {
    this.waiting = waiting;
    this.waitingBytes = waiting.reduce((sum, { request }) => sum + request.bytes, 0);
  }

  private async flush(requests: WaitingRequest[]): Promise<void> {
    try {
      const answers = await this.sink.flush(requests.map(({ request }) => request.json));
      this.outcomes.stored();
      for (const [index, { answer }] of requests.entries()) answer(answers[index]!);
      if (answers.some(({ kind }) => kind === 'appended')) this.onStored();
    } catch (error) {
      if (error instanceof RefusedData) this.isolate(requests, error);
      else this.failAll(requests, errorOf(error));
    }
  }

  private failAll(requests: readonly WaitingRequest[], error: Error): void {
    this.outcomes.failed(error);
    for (const { fail } of requests) fail(error);
  }

  /** Retries the requests in halves until the one that cannot be stored is on its own. */
  private isolate(requests: WaitingRequest[], refusal: RefusedData): void {
    if (requests.length === 1) return requests[0]!.fail(new InvalidEvent(refusal.message, { cause: refusal }));
    for (const request of requests) request.company = Math.floor(requests.length / 2);
    this.replaceWaiting([...requests, ...this.waiting]);
  }
}
