import * as fc from 'fast-check';
import { chooseFlush, type Candidate, type Waiting } from './flush-choice.ts';

const limits = { requests: 4, bytes: 1_000 };

interface Request extends Candidate {
  readonly name: string;
  readonly company: number;
}

const request = (name: string, differences: Partial<Request> = {}): Request => ({
  name,
  bytes: 100,
  streamId: name,
  writes: true,
  guards: [],
  idempotencyKey: undefined,
  subjectKeys: new Map(),
  company: limits.requests,
  ...differences,
});

const wait = <R extends Request>(request: R): Waiting & { request: R } => ({ request, company: request.company });

const under = (key: { wrapped: Buffer }): Partial<Request> => ({ subjectKeys: new Map([['subject', key]]) });

function choice(...waiting: Request[]): { flush: string[]; rest: string[] } {
  const { flush, rest } = chooseFlush(waiting.map(wait), limits);
  return { flush: flush.map(({ request }) => request.name), rest: rest.map(({ request }) => request.name) };
}

describe('a flush', () => {
  it('takes the oldest requests, up to its limit', () => {
    const waiting = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => request(name));
    expect(choice(...waiting)).toEqual({ flush: ['a', 'b', 'c', 'd'], rest: ['e', 'f'] });
  });

  it('ends before the request that would exceed its size', () => {
    const waiting = [request('a', { bytes: 600 }), request('b', { bytes: 500 }), request('c')];
    expect(choice(...waiting)).toEqual({ flush: ['a'], rest: ['b', 'c'] });
  });

  it('takes a request above the size limit on its own', () => {
    expect(choice(request('a', { bytes: 5_000 }), request('b'))).toEqual({ flush: ['a'], rest: ['b'] });
  });

  it('has no more requests than the company of any of them allows', () => {
    const waiting = [request('a', { company: 2 }), request('b', { company: 2 }), request('c')];
    expect(choice(...waiting)).toEqual({ flush: ['a', 'b'], rest: ['c'] });
    expect(choice(request('a'), request('b', { company: 1 }), request('c'))).toEqual({
      flush: ['a'],
      rest: ['b', 'c'],
    });
  });

  it('writes each stream once', () => {
    const waiting = [request('a'), request('a2', { streamId: 'a' }), request('b')];
    expect(choice(...waiting)).toEqual({ flush: ['a', 'b'], rest: ['a2'] });
  });

  it('has each idempotency key once', () => {
    const waiting = [request('a', { idempotencyKey: 'k' }), request('b', { idempotencyKey: 'k' }), request('c')];
    expect(choice(...waiting)).toEqual({ flush: ['a', 'c'], rest: ['b'] });
  });

  it('has no guard on a stream that it changes first', () => {
    const waiting = [request('a'), request('b', { guards: ['a'] }), request('c')];
    expect(choice(...waiting)).toEqual({ flush: ['a', 'c'], rest: ['b'] });
  });

  it('may change a stream after a request that guards it', () => {
    expect(choice(request('a', { guards: ['b'] }), request('b'))).toEqual({ flush: ['a', 'b'], rest: [] });
  });

  it('may have several requests with the same guard', () => {
    const waiting = [request('a', { guards: ['g'] }), request('b', { guards: ['g'] })];
    expect(choice(...waiting)).toEqual({ flush: ['a', 'b'], rest: [] });
  });

  it('leaves out a change if an older request that guards the stream has to wait', () => {
    const waiting = [request('a'), request('b', { guards: ['a', 'c'] }), request('c'), request('d')];
    expect(choice(...waiting)).toEqual({ flush: ['a', 'd'], rest: ['b', 'c'] });
  });

  it('checks the stream of a request without events, too', () => {
    const waiting = [request('a'), request('a2', { streamId: 'a', writes: false })];
    expect(choice(...waiting)).toEqual({ flush: ['a'], rest: ['a2'] });
  });

  it('has one key for each subject', () => {
    const [mine, other] = [{ wrapped: Buffer.of(1) }, { wrapped: Buffer.of(2) }];
    const waiting = [request('a', under(mine)), request('b', under(other)), request('c', under(mine))];
    expect(choice(...waiting)).toEqual({ flush: ['a', 'c'], rest: ['b'] });
  });

  it('gives the same verdicts as appending the requests one by one', () => {
    fc.assert(
      fc.property(fc.array(anyRequest(), { maxLength: 30 }), (requests) => {
        const flushes = chooseAll(requests);
        expect(judgeInFlushes(flushes)).toEqual(judgeInFlushes(flushes.flat().map((one) => [one])));
        expect(flushes.flat().toSorted(byArrival)).toEqual(requests);
        for (const [index, later] of requests.entries())
          for (const earlier of requests.slice(0, index).filter((one) => touch(one, later)))
            expect(flushes.flat().indexOf(earlier)).toBeLessThan(flushes.flat().indexOf(later));
      }),
    );
  });
});

interface Versioned extends Request {
  readonly arrival: number;
  readonly expected: Readonly<Record<string, number>>;
}

const streams = ['s', 't', 'u'];

function anyRequest(): fc.Arbitrary<Versioned> {
  return fc
    .record({
      streamId: fc.constantFrom(...streams),
      writes: fc.boolean(),
      guards: fc.subarray(streams),
      expected: fc.record(Object.fromEntries(streams.map((stream) => [stream, fc.nat(3)]))),
      company: fc.integer({ min: 1, max: limits.requests }),
    })
    .map((given) => ({ ...request('any', given), expected: given.expected, arrival: arrivals++ }));
}
let arrivals = 0;

const byArrival = (a: Versioned, b: Versioned): number => a.arrival - b.arrival;

function chooseAll(requests: readonly Versioned[]): Versioned[][] {
  const flushes: Versioned[][] = [];
  for (let waiting = requests.map(wait); waiting.length > 0;) {
    const { flush, rest } = chooseFlush(waiting, limits);
    expect(flush).not.toHaveLength(0);
    flushes.push(flush.map(({ request }) => request));
    waiting = rest;
  }
  return flushes;
}

/** Mirrors append_events: every request of a flush sees the versions from before the flush. */
function judgeInFlushes(flushes: readonly Versioned[][]): boolean[] {
  const versions = new Map<string, number>();
  return flushes.flatMap((flush) => {
    const before = new Map(versions);
    return flush.map(({ streamId, guards, expected, writes }) => {
      const holds = [streamId, ...guards].every((stream) => (before.get(stream) ?? 0) === expected[stream]);
      if (holds && writes) versions.set(streamId, (versions.get(streamId) ?? 0) + 1);
      return holds;
    });
  });
}

/** True if one request could change the verdict of the other. */
function touch(one: Request, other: Request): boolean {
  const reads = ({ streamId, guards }: Request): string[] => [streamId, ...guards];
  return (one.writes && reads(other).includes(one.streamId)) || (other.writes && reads(one).includes(other.streamId));
}
