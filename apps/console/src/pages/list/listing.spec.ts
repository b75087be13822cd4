import type { DecisionResult, ItemAnswer } from '#contracts/moderation-answers';
import type { BodyOf } from '#contracts/routes';
import type { SiteApi } from '../../service/site-api.ts';
import { fateTexts } from '../../deciding/fate-texts.ts';
import { failuresOf } from '../../deciding/failures.ts';
import { decidingTexts } from '../../deciding/texts.ts';
import { DeskWords } from '../../languages/desk-words.ts';
import { Listing } from './listing.ts';
import { selectedRows, toggleAll } from './rows.ts';

const none = { status: null, version: null, position: null };
const problem = (title: string, status: number) => ({ type: '#', title, status });
const by = { by: { id: 'ada', name: 'Ada' }, at: '2026-11-23T12:00:00Z' };
/** The service's result for each comment, by its id. */
const answers: Readonly<Record<string, Omit<DecisionResult, 'commentId'>>> = {
  done: { outcome: 'applied', status: 'approved', version: 2, position: '7' },
  same: { outcome: 'unchanged', status: 'approved', version: 2, position: '7' },
  late: { ...none, outcome: 'conflict', conflict: { ...by, decision: 'reject' } },
  elsewhere: { ...none, outcome: 'forbidden', problem: problem('Not allowed', 403) },
  missing: { ...none, outcome: 'not-found' },
  broken: { ...none, outcome: 'failed', problem: problem('Not now', 503) },
};
const items = (ids: readonly string[]) =>
  ids.map((id) => ({
    ...{ version: 1, findings: [] },
    comment: { id, body: `the text of ${id}` },
    article: { articleId: 'a', title: 'Bridges' },
    // oxlint-disable-next-line typescript/consistent-type-assertions -- nothing else of an item is read here
  })) as unknown as ItemAnswer[];

const calls: number[] = [];
async function decided(ids: readonly string[]) {
  calls.length = 0;
  const api = {
    items: async () => ({ ok: true, value: { items: items(ids), nextCursor: null } }),
    decide: async (decisions: BodyOf<'POST /v1/sites/:site/moderation/decisions'>['decisions']) => {
      calls.push(decisions.length);
      const results = decisions.map(({ commentId }) => ({ commentId, ...(answers[commentId] ?? answers['done']) }));
      return { ok: true, value: { batchId: `batch ${calls.length}`, results } };
    },
    // oxlint-disable-next-line typescript/consistent-type-assertions -- nothing else is called here
  } as unknown as SiteApi;
  const listing = new Listing(api, 'pending', {});
  await listing.more();
  listing.change(toggleAll);
  const answer = await listing.decide(items(ids), { decision: 'approve' });
  return { listing, answer };
}

const every = Object.keys(answers);

describe('a list of which many were decided', () => {
  it('keeps failed rows selected, and shows the outcome on every other row', async () => {
    const { listing } = await decided(every);
    expect(selectedRows(listing.rows.peek()).map(({ item }) => item.comment.id)).toEqual(['broken']);
    expect(listing.rows.peek().rows.map(({ ending }) => ending?.kind ?? 'open')).toEqual([
      ...['mine', 'mine', 'theirs', 'theirs', 'theirs', 'open'],
    ]);
  });

  it('names each that failed, with its article, the reason and the way there', async () => {
    const { answer } = await decided(every);
    const speech = { words: new DeskWords('en'), texts: decidingTexts.en, fate: fateTexts.en };
    const lines = failuresOf(answer, { items: items(every), site: 'default' }, speech);
    expect(lines.map(({ text, why }) => `${text}: ${why}`)).toEqual([
      '“the text of late” · Bridges: Rejected by Ada',
      '“the text of elsewhere” · Bridges: It is no longer in your queues.',
      '“the text of missing” · Bridges: No longer waiting',
      '“the text of broken” · Bridges: Not now',
    ]);
    expect(lines[0]?.to).toEqual({ page: 'comment', site: 'default', id: 'late' });
  });

  it('is sent in requests of a hundred, each with its own undo', async () => {
    const { answer } = await decided(Array.from({ length: 250 }, (_, at) => `comment ${at}`));
    expect(calls).toEqual([100, 100, 50]);
    expect(answer.results).toHaveLength(250);
    expect(answer.batchIds).toHaveLength(3);
  });
});
