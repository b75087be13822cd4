import { setImmediate as turn } from 'node:timers/promises';
import { StartupError } from '#platform/startup-error';
import { InvalidEvent, LogUnavailable, OutcomeUnknown, Overloaded } from '../append-errors.ts';
import { RefusedData, type FlushAnswer, type FlushSink } from './flush-sink.ts';
import { GroupCommit } from './group-commit.ts';

/** A database that answers when the spec calls `answer` or `fail`. */
class FakeSink implements FlushSink {
  readonly flushes: { requests: readonly string[]; answer: () => void; fail: (error: Error) => void }[] = [];
  readonly connectFailures: Error[] = [];
  isClosed = false;

  connect(): Promise<void> {
    const failure = this.connectFailures.shift();
    return failure ? Promise.reject(failure) : Promise.resolve();
  }

  flush(requests: readonly string[]): Promise<FlushAnswer[]> {
    return new Promise((resolve, fail) => {
      this.flushes.push({ requests, answer: () => resolve(requests.map(guardFailed)), fail });
    });
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

const guardFailed = (): FlushAnswer => ({ kind: 'guard-failed' });
const limits = { requests: 4, bytes: 1_000, waitingRequests: 6, waitingBytes: 500, patience: 0 };

function begin(patience = 0): {
  sink: FakeSink;
  commits: GroupCommit;
  append: (name: string, bytes?: number) => Promise<FlushAnswer>;
} {
  const sink = new FakeSink();
  const commits = new GroupCommit(sink, () => undefined, { ...limits, patience });
  const append = (name: string, bytes = 10): Promise<FlushAnswer> =>
    commits.append({
      json: name,
      bytes,
      streamId: name,
      writes: true,
      guards: [],
      idempotencyKey: undefined,
      subjectKeys: new Map(),
    });
  return { sink, commits, append };
}

describe('group commit', () => {
  it('sends requests of the same turn in one flush', async () => {
    const { sink, append } = begin();
    const answers = Promise.all([append('a'), append('b')]);
    await turn();
    expect(sink.flushes.map(({ requests }) => requests)).toEqual([['a', 'b']]);
    sink.flushes[0]!.answer();
    expect(await answers).toEqual([guardFailed(), guardFailed()]);
  });

  it('collects requests that arrive during a flush into the next one', async () => {
    const { sink, append } = begin();
    const first = append('a');
    await turn();
    const others = [append('b'), append('c')];
    await turn();
    expect(sink.flushes).toHaveLength(1);
    sink.flushes[0]!.answer();
    await first;
    await turn();
    expect(sink.flushes[1]!.requests).toEqual(['b', 'c']);
    sink.flushes[1]!.answer();
    await Promise.all(others);
  });

  it('fails the one request that cannot be stored, and stores the others', async () => {
    const { sink, append } = begin();
    const names = ['a', 'b', 'poison', 'd'];
    const outcomes = Promise.allSettled(names.map((name) => append(name)));
    await answerAll(sink, (requests) => requests.includes('poison') && new RefusedData('poison'));
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect((await outcomes)[2]).toMatchObject({ reason: expect.any(InvalidEvent) });
  });

  it('fails the requests of a flush with unknown outcome, and continues with the next flush', async () => {
    const { sink, append } = begin();
    const unknown = append('a').catch((error: unknown) => error);
    await turn();
    const next = append('b');
    sink.flushes[0]!.fail(new OutcomeUnknown('cut'));
    expect(await unknown).toBeInstanceOf(OutcomeUnknown);
    await answerAll(sink, () => false);
    expect(await next).toEqual(guardFailed());
  });

  it('rejects a request if too many are waiting', async () => {
    const { sink, append } = begin();
    const first = append('under way');
    await turn();
    const waiting = [1, 2, 3, 4, 5, 6].map((n) => append(`${n}`));
    await expect(append('one too many')).rejects.toThrow(Overloaded);
    await answerAll(sink, () => false);
    await Promise.all([first, ...waiting]);
  });

  it('rejects a request if those waiting are too large', async () => {
    const { sink, append } = begin();
    const first = append('under way');
    await turn();
    const large = append('large', 500);
    await expect(append('one too many')).rejects.toThrow(Overloaded);
    await answerAll(sink, () => false);
    await Promise.all([first, large]);
  });

  it('keeps requests waiting until the database returns', async () => {
    const { sink, append } = begin(10_000);
    sink.connectFailures.push(new Error('unavailable'), new Error('still unavailable'));
    const patient = append('a');
    await answerAll(sink, () => false);
    expect(await patient).toEqual(guardFailed());
  });

  it('fails requests that waited for the maximum time, without sending them', async () => {
    const { sink, append } = begin();
    sink.connectFailures.push(new Error('unavailable'));
    await expect(append('a')).rejects.toThrow(LogUnavailable);
    expect(sink.flushes).toHaveLength(0);
  });

  it('fails at once for errors that only the operator can fix', async () => {
    const { sink, append } = begin(10_000);
    sink.connectFailures.push(new StartupError('another key'));
    await expect(append('a')).rejects.toThrow(StartupError);
  });

  it('completes waiting requests before it closes, and rejects later ones', async () => {
    const { sink, commits, append } = begin();
    const first = append('a');
    await turn();
    const last = append('b');
    const closed = commits.close();
    await expect(append('late')).rejects.toThrow(LogUnavailable);
    expect(sink.isClosed).toBe(false);
    await answerAll(sink, () => false);
    await Promise.all([first, last, closed]);
    expect(sink.isClosed).toBe(true);
  });
});

/** Answers or fails each flush until no more arrive. */
async function answerAll(sink: FakeSink, failure: (requests: readonly string[]) => Error | false): Promise<void> {
  for (let answered = 0, idle = 0; idle < 1_000 || answered === 0; idle++) {
    for (const flush of sink.flushes.slice(answered)) {
      const error = failure(flush.requests);
      if (error) flush.fail(error);
      else flush.answer();
      answered += 1;
      idle = 0;
    }
    await turn();
  }
}
