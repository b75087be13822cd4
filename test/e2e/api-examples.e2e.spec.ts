import { readFileSync, writeFileSync } from 'node:fs';
import { examplesFile, type Recorded } from '#api/docs/recorded-examples';
import { listedRoutes } from '#contracts/routes/listed';
import { normaliser } from '#test/support/examples/normalised';
import { type World, createWorld } from '#test/support/world/world';

let world: World;
let normal: (answer: unknown) => unknown;
const made: Record<string, Recorded> = {};
beforeAll(async () => {
  world = await createWorld();
  normal = normaliser(world.url);
});
afterAll(() => world.stop());

interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
}

/** Calls an operation and records request and answer. The first successful call becomes the example. */
async function example(operationId: string, { params = {}, query = {}, body, token, headers = {} }: Asked = {}) {
  const route = listedRoutes.find(({ description }) => description.operationId === operationId);
  if (!route) throw new Error(`there is no ${operationId}`);
  const names: Record<string, string> = { site: 'default', ...params };
  const path = route.path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(names[name] ?? ''));
  const answer = await world.call(route.method, `${path}?${new URLSearchParams(query).toString()}`, {
    token,
    headers,
    body,
  });
  const inPath = Object.fromEntries(Object.entries(names).filter(([name]) => route.path.includes(`:${name}`)));
  const sent = { params: inPath, query, ...(body !== undefined && { body }) };
  keep(operationId, sent, answer);
  if (answer.status < 300)
    expect([operationId, answer.headers.has('etag')]).toEqual([operationId, route.description.etag === true]);
  return answer;
}

function keep(operationId: string, sent: object, { status, body }: { status: number; body: unknown }): void {
  const { answers, ...before } = made[operationId] ?? { params: {}, query: {}, answers: {} };
  if (status in answers) return;
  const isFirst = status < 300 && !Object.keys(answers).some((known) => known < '300');
  made[operationId] = {
    ...(isFirst ? (normal(sent) as Omit<Recorded, 'answers'>) : before),
    answers: { ...answers, [status]: body === '' ? null : normal(body) },
  };
}

const article = { article: 'city-council' };

/** Records posting, reading, liking and reporting comments. */
async function readers(): Promise<{ reply: string; replyAuthor: string; first: string }> {
  const reader = await world.token({ sub: 'user-42', name: 'Ann Reader' });
  const service = await world.token({ sub: 'website', name: 'Website', roles: ['service'] });
  await example('Articles_update', {
    params: article,
    body: { title: 'City council votes', url: 'https://news.example/city-council' },
    token: service,
  });
  await example('Forms_token', { params: article });
  await example('Preview_preview', { body: { body: 'A **good** idea.' } });
  const guest = { body: 'When does it start?', author: { name: 'Sam' } };
  const posted = await example('Comments_post', { params: article, body: guest });
  await example('Comments_post', { params: article, body: { body: '' } });
  const first: string = posted.body.comment.id;
  const answer = { body: 'On Monday, see [the agenda](https://news.example/agenda).', parentId: first };
  const replied = await example('Comments_post', { params: article, body: answer, token: reader });
  const reply = { id: replied.body.comment.id as string };
  await example('Comments_edit', { params: reply, body: { body: 'On Tuesday.' }, token: reader });
  await example('Comments_edit', { params: { id: first }, body: { body: 'Mine now' }, token: reader });
  await example('Reactions_like', { params: { id: first }, token: reader });
  await world.settled();
  await example('Articles_thread', { params: article, query: { sort: 'newest', limit: '20' } });
  await example('Articles_article', { params: article });
  await example('Articles_counts', { query: { article: 'city-council' } });
  await example('Viewer_viewer', { params: article, query: { comment: first }, token: reader });
  await example('Comments_one', { params: reply });
  await example('Comments_one', { params: { id: '01890000-0000-7000-8000-000000000000' } });
  await example('Reactions_unlike', { params: { id: first }, token: reader });
  await example('Reactions_flag', { params: reply, body: { reason: 'misinformation', note: 'It is Monday.' } });
  return { reply: reply.id, replyAuthor: replied.body.comment.author.id, first };
}

/** Records claiming, reviewing, deciding and releasing a reported comment. */
async function moderators({ reply, replyAuthor }: { reply: string; replyAuthor: string }): Promise<void> {
  const token = await world.token({ sub: 'mo', name: 'Mo Moderator', roles: ['moderator'] });
  await world.settled();
  const item = { params: { id: reply }, token };
  await example('Queues_queues', { token });
  await example('Queues_queue', { params: { queue: 'reported' }, query: { limit: '20' }, token });
  await example('Claims_claim', { body: { queue: 'reported', limit: 1 }, token });
  await example('Claims_renew', { body: { commentIds: [reply] }, token });
  await example('Claims_release', item);
  await example('Items_item', item);
  await example('Items_conversation', item);
  await example('Items_note', { ...item, body: { note: 'Asked the newsroom.' } });
  const rejection = { commentId: reply, decision: 'reject', reason: 'misinformation', message: 'The date was wrong.' };
  const decided = await example('Decisions_decide', { body: { decisions: [rejection] }, token });
  await world.settled();
  await example('Decisions_past', { query: { moderator: 'me' }, token });
  await example('Decisions_undo', { body: { batchId: decided.body.batchId }, token });
  await world.settled();
  await example('History_history', { params: { id: reply }, query: { limit: '2' }, token });
  await example('Search_search', { query: { q: 'tuesday' }, token });
  await example('Search_articles', { query: { q: 'council' }, token });
  await example('Stats_stats', { query: { from: '2025-01-01', to: '2025-01-01', timeZone: 'Europe/Berlin' }, token });
  const author = { params: { id: replyAuthor }, token };
  await example('Authors_restrict', { ...author, body: { kind: 'premoderated', reason: 'Wrong dates' } });
  await world.settled();
  await example('Authors_record', author);
  await example('Authors_lift', { params: { id: replyAuthor, kind: 'premoderated' }, token });
  await example('History_authorHistory', author);
}

/** Records sites and policies, the log, and a person's data. */
async function others({ replyAuthor }: { replyAuthor: string }): Promise<void> {
  const admin = await world.token({ sub: 'boss', name: 'Bea Boss', roles: ['admin'] });
  const analyst = await world.token({ sub: 'ada', name: 'Ada', roles: ['analyst'] });
  await example('Health_live');
  const site = { name: 'The Daily News', timeZone: 'Europe/Berlin', origins: ['https://news.example'] };
  await example('Sites_put', { params: { site: 'news' }, body: site, token: admin });
  await example('Sites_list', { token: admin });
  const { body } = await example('Policy_read', { token: admin });
  const policy = { ...body.policy, bannedWords: ['idiot*'] };
  await example('Policy_try', { body: { policy, text: 'What an idiotic idea' }, token: admin });
  await example('Policy_change', { body: policy, token: admin });
  await example('Policy_change', { body: policy, token: admin, headers: { 'if-match': `"${body.policyVersion}"` } });
  await example('Events_page', { query: { limit: '2', type: 'CommentReported' }, token: analyst });
  await example('Events_page', { query: { limit: '2', type: 'CommentReported' }, token: admin });
  const person = { params: { id: replyAuthor }, token: admin };
  await example('PersonalData_export', person);
  await example('PersonalData_erase', person);
}

describe('the examples of the API page', () => {
  it('are what the service answers', async () => {
    const written = await readers();
    await moderators(written);
    await others(written);
    if (process.env['UPDATE'] === 'write') writeFileSync(examplesFile, `${JSON.stringify(made, null, 2)}\n`);
    const kept: unknown = JSON.parse(readFileSync(examplesFile, 'utf8'));
    expect(made).toEqual(kept);
    expect(Object.keys(made).length).toBeGreaterThan(35);
  });
});
