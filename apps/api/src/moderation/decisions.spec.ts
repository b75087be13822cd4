import { Refusal } from '#contracts/refusal';
import { LogUnavailable } from '#event-store/append-errors';
import { everything } from '#read-models/moderation-queue/sight';
import { Decisions } from './decisions.ts';

const moderator = { id: 'mo', name: 'Mo', sight: everything };
const batch = { batchId: 'batch', context: {} };
const reject = (commentId: string) => ({ commentId, decision: 'reject' as const, reason: 'spam' as const });
type Given = ConstructorParameters<typeof Decisions>;

/** Makes a `Decisions` in which the given comments fail with the given errors and all others succeed. */
function deciding(failures: Readonly<Record<string, Error>>): Decisions {
  const execute = async ({ commentId }: { commentId: string }) => {
    const failure = failures[commentId];
    if (failure) throw failure;
    return { kind: 'appended', events: [], eventIds: [], position: 7, version: 2, at: new Date() };
  };
  const parts: unknown[] = [
    { execute },
    ...[{}, {}, { decided: async () => undefined }, {}],
    { attempt: async () => undefined },
    { logger: { warn: () => undefined } },
  ];
  // oxlint-disable-next-line typescript/consistent-type-assertions -- the fakes implement only what these specs call
  return new Decisions(...(parts as unknown as Given));
}

const outcomesOf = async (failures: Readonly<Record<string, Error>>, ids = ['a', 'b', 'c']) => {
  const { results } = await deciding(failures).decide('default', moderator, ids.map(reject), batch);
  return results.map(({ outcome, problem }) => [outcome, problem?.status].join(' ').trim());
};

describe('a batch of decisions', () => {
  it('keeps the other outcomes when one decision fails', async () => {
    const gone = new LogUnavailable('the database went away');
    expect(await outcomesOf({ b: gone })).toEqual(['applied', 'failed 503', 'applied']);
    expect(await outcomesOf({ b: new Error('a bug') })).toEqual(['applied', 'failed 500', 'applied']);
    expect(await outcomesOf({ b: new Refusal('author-erased') })).toEqual(['applied', 'failed 403', 'applied']);
  });

  it('runs the second decision on a comment after the first one failed', async () => {
    expect(await outcomesOf({ b: new Error('a bug') }, ['a', 'b', 'b'])).toEqual([
      'applied',
      'failed 500',
      'failed 500',
    ]);
  });

  it('fails as a whole if every decision failed, so that the client sends it again', async () => {
    const gone = new LogUnavailable('the database went away');
    await expect(outcomesOf({ a: gone, b: gone, c: gone })).rejects.toBe(gone);
    await expect(outcomesOf({ a: gone }, ['a'])).rejects.toBe(gone);
  });

  it('reports comments out of reach one by one, but refuses a single one', async () => {
    const forbidden = new Refusal('forbidden', 'Your roles are for other queues.');
    expect(await outcomesOf({ a: forbidden, b: forbidden }, ['a', 'b'])).toEqual(['forbidden 403', 'forbidden 403']);
    await expect(outcomesOf({ a: forbidden }, ['a'])).rejects.toBe(forbidden);
  });
});
