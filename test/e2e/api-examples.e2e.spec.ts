import { readFileSync, writeFileSync } from 'node:fs';
import { examplesFile } from '#api/docs/recorded-examples';
import { defaultPolicy } from '#contracts/policy';
import { type Asked, ExampleRecorder } from '#test/support/examples/example-recorder';
import { linkToken, signInToDesk } from '#test/support/sign-in/desk';
import { type World, createWorld } from '#test/support/world/world';

let world: World;
let recorder: ExampleRecorder;
beforeAll(async () => {
  world = await createWorld();
  recorder = new ExampleRecorder(world);
});
afterAll(() => world.stop());

const example = (operationId: string, asked?: Asked) => recorder.call(operationId, asked);
const unknownId = '01890000-0000-7000-8000-000000000000';

const article = { article: 'city-council' };

/** Readers write, read, like and report comments. */
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
  await example('Comments_one', { params: { id: unknownId } });
  await recorder.stream('Live_live', { params: article }, 'comment', () =>
    example('Comments_post', { params: article, body: { body: 'See you there.', author: { name: 'Kim' } } }),
  );
  await recorder.stream('Live_articles', { query: { article: 'city-council' } }, 'count', () =>
    example('Comments_post', { params: article, body: { body: 'Me too.', author: { name: 'Kim' } } }),
  );
  await world.settled();
  for (const feed of ['Feeds_articleAtom', 'Feeds_articleRss']) await example(feed, { params: article });
  for (const feed of ['Feeds_siteAtom', 'Feeds_siteRss']) await example(feed);
  await example('Reactions_unlike', { params: { id: first }, token: reader });
  await example('Reactions_flag', { params: reply, body: { reason: 'misinformation', note: 'It is Monday.' } });
  return { reply: reply.id, replyAuthor: replied.body.comment.author.id, first };
}

/** A moderator claims, reads and decides a reported comment. */
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
  const noDays = { from: '2025-01-01', to: '2025-01-01', timeZone: 'Europe/Berlin' };
  await example('Stats_csv', { query: noDays, token });
  await example('Addresses_sameAddress', item);
  await recorder.stream('DeskLive_live', { token }, 'queues', () => Promise.resolve());
  await example('Stats_stats', { query: noDays, token });
  const author = { params: { id: replyAuthor }, token };
  await example('Authors_restrict', { ...author, body: { kind: 'premoderated', reason: 'Wrong dates' } });
  await world.settled();
  await example('Authors_record', author);
  await example('Authors_lift', { params: { id: replyAuthor, kind: 'premoderated' }, token });
  await example('History_authorHistory', author);
}

/** An admin, an analyst and an operator: sites, policies, the log, personal data. */
async function others({ reply, replyAuthor }: { reply: string; replyAuthor: string }): Promise<void> {
  const admin = await world.token({ sub: 'boss', name: 'Bea Boss', roles: ['admin'] });
  const analyst = await world.token({ sub: 'ada', name: 'Ada', roles: ['analyst'] });
  await example('Health_live');
  const site = { name: 'The Daily News', timeZone: 'Europe/Berlin', origins: ['https://news.example'] };
  await example('Sites_put', { params: { site: 'news' }, body: site, token: admin });
  await example('Sites_put', { params: { site: 'news' }, body: { name: 'The News' }, token: admin });
  await example('Sites_list', { token: admin });
  const { body } = await example('Policy_read', { token: admin });
  const policy = { ...body.policy, bannedWords: ['idiot*'] };
  await example('Policy_try', { body: { policy, text: 'What an idiotic idea' }, token: admin });
  await example('Policy_change', { body: policy, token: admin });
  await example('Policy_change', { body: policy, token: admin, headers: { 'if-match': `"${body.policyVersion}"` } });
  await example('Events_page', { query: { after: '0', limit: '2' }, token: analyst });
  await example('Events_page', { query: { limit: '1' }, token: admin });
  await example('Schemas_schema', { params: { type: 'CommentLiked', file: '1.json' } });
  const { cookie, ...csrf } = await signInToDesk(world, { name: 'Mo' });
  await example('DeskSession_show', { headers: { cookie } });
  await recorder.problem('unauthenticated', 'DeskSession_show');
  await recorder.problem('csrf', 'DeskSession_end', { headers: { cookie } });
  const other = { token: await linkToken(world, { name: 'Ada' }) };
  await recorder.problem('signed-in-already', 'DeskLink_redeem', { body: other, headers: { cookie } });
  await example('DeskSession_end', { headers: { cookie, ...csrf } });
  await example('DeskLink_redeem', { body: other });
  const person = { params: { id: replyAuthor }, token: admin };
  await example('PersonalData_export', person);
  await example('PersonalData_erase', person);
  await world.settled();
  await recorder.problem('comment-gone', 'Items_note', { params: { id: reply }, body: { note: 'Late' }, token: admin });
}

/** Every problem that a call can cause without a fault of the service. */
async function problems({ first }: { first: string }): Promise<void> {
  const admin = await world.token({ sub: 'boss', name: 'Bea Boss', roles: ['admin'] });
  await requests();
  await texts(admin);
  await people(admin);
  await recorder.problem('precondition-failed', 'Policy_change', {
    body: { ...defaultPolicy, minLength: 2 },
    token: admin,
    headers: { 'if-match': '"999"' },
  });
  const contradiction = { policy: { ...defaultPolicy, minLength: 9, maxLength: 8 } };
  await recorder.problem('policy-contradicts-itself', 'Policy_try', { body: contradiction, token: admin });
  const analyst = await world.token({ sub: 'ada', name: 'Ada', roles: ['analyst'] });
  const query = { after: '1', log: `${unknownId}.1` };
  await recorder.problem('other-log', 'Events_page', { query, token: analyst });
  const member = await world.token({ sub: 'user-7', name: 'Lou' });
  await recorder.problem('forbidden', 'Queues_queues', { token: member });
  await recorder.problem('unauthenticated', 'Queues_queues');
  await recorder.problem('not-the-author', 'Comments_edit', {
    params: { id: first },
    body: { body: 'No' },
    token: member,
  });
}

/** Requests that are wrong in form. */
async function requests(): Promise<void> {
  const post = (code: Parameters<ExampleRecorder['problem']>[0], asked: Asked) =>
    recorder.problem(code, 'Comments_post', { params: article, ...asked });
  const guest = { body: 'When is it?', author: { name: 'Sam' } };
  await post('malformed-request', { body: '{ "body": ' });
  await post('unsupported-media-type', { body: 'Hello', headers: { 'content-type': 'text/plain' } });
  await post('payload-too-large', { body: { body: 'x'.repeat(70_000) } });
  await post('parent-not-found', { body: { ...guest, parentId: unknownId } });
  const headers = { 'idempotency-key': 'c1f0a7de-2b0c-4c1e-9f55-0d8f6a4b3e21' };
  await example('Comments_post', { params: article, body: guest, headers });
  await post('idempotency-key-reused', { body: { ...guest, body: 'Another text' }, headers });
}

/** Texts and names that a strict policy refuses. */
async function texts(token: string): Promise<void> {
  const place = { site: 'strict', article: 'budget' };
  await world.makeSite('strict');
  const policy = {
    ...defaultPolicy,
    ...{ minLength: 5, maxLength: 60, bannedWords: ['idiot*'], staffNames: 'refuse', holdShouting: 80 },
  };
  await world.call('PUT', '/v1/sites/strict/policy', { body: policy, token, headers: { 'if-match': '"0"' } });
  const refusals = [
    ['text-too-short', 'No', 'Sam'],
    ['text-too-long', 'Well, '.repeat(20), 'Sam'],
    ['banned-words', 'What an idiotic idea', 'Sam'],
    ['nudge', 'THIS IS REALLY A BAD IDEA', 'Sam'],
    ['banned-name', 'A good idea', 'Idiots'],
    ['lookalike-name', 'A good idea', 'Admin'],
  ] as const;
  for (const [code, body, name] of refusals)
    await recorder.problem(code, 'Comments_post', { params: place, body: { body, author: { name } } });
}

/** Comments and people that are no longer what the caller expects. */
async function people(token: string): Promise<void> {
  const place = { site: 'members', article: 'parks' };
  await world.makeSite('members');
  const policy = { ...defaultPolicy, guestsAllowed: false, editWindowSeconds: 0 };
  await world.call('PUT', '/v1/sites/members/policy', { body: policy, token, headers: { 'if-match': '"0"' } });
  const member = await world.token({ sub: 'user-8', name: 'Noor' });
  const post = (asked: Asked) => world.call('POST', '/v1/sites/members/articles/parks/comments', asked);
  const { body: posted } = await post({ body: { body: 'More trees!' }, token: member });
  const comment = { site: 'members', id: posted.comment.id as string };
  await recorder.problem('guests-not-allowed', 'Comments_post', {
    params: place,
    body: { body: 'Hello', author: { name: 'Sam' } },
  });
  await recorder.problem('edit-window-over', 'Comments_edit', {
    params: comment,
    body: { body: 'Trees' },
    token: member,
  });
  const { body: second } = await post({ body: { body: 'And benches.' }, token: member });
  const rejected = { site: 'members', id: second.comment.id as string };
  const decision = { commentId: rejected.id, decision: 'reject', reason: 'off-topic' };
  await world.call('POST', '/v1/sites/members/moderation/decisions', { body: { decisions: [decision] }, token });
  await recorder.problem('not-editable', 'Comments_edit', { params: rejected, body: { body: 'Trees' }, token: member });
  const reply = { params: place, body: { body: 'Why?', parentId: rejected.id }, token: member };
  await recorder.problem('parent-not-visible', 'Comments_post', reply);
  await example('Comments_withdraw', { params: comment, token: member });
  for (const [code, kind, until] of [
    ['author-suspended', 'suspended', '2999-01-01T00:00:00Z'],
    ['author-banned', 'banned', null],
  ] as const) {
    const restriction = { body: { kind, until, reason: 'Three warnings' }, token };
    await world.call('POST', `/v1/sites/members/authors/${posted.comment.author.id}/restrictions`, restriction);
    await recorder.problem(code, 'Comments_post', { params: place, body: { body: 'Hello' }, token: member });
  }
  await world.call('PUT', '/v1/sites/members/articles/parks', { body: { open: false }, token });
  const author = await world.token({ sub: 'user-9', name: 'Lee' });
  await recorder.problem('article-closed', 'Comments_post', { params: place, body: { body: 'Hello' }, token: author });
}

describe('the examples of the API page', () => {
  it('are real answers of the service', async () => {
    const written = await readers();
    await moderators(written);
    await problems(written);
    await others(written);
    const made = recorder.recorded;
    if (process.env['UPDATE'] === 'write') writeFileSync(examplesFile, `${JSON.stringify(made, null, 2)}\n`);
    const kept: unknown = JSON.parse(readFileSync(examplesFile, 'utf8'));
    expect(made).toEqual(kept);
    expect(Object.keys(made).length).toBeGreaterThan(35);
  });
});
