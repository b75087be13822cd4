import { QueueName } from '#contracts/vocabulary';
import { type ListedRoute, listedRoutes } from '#contracts/routes/listed';
import { type Hidden, type HiddenWord, type Place, hideWords } from '#test/support/world/hidden-words';
import { type Message, listen } from '#test/support/world/listen';
import { type Answer, type World, createWorld } from '#test/support/world/world';

interface Person {
  readonly who: string;
  readonly roles: readonly string[];
  readonly queues?: readonly string[];
  readonly sites?: readonly string[];
}

/** Moderators who may not see everything. */
const people: readonly Person[] = [
  { who: 'a moderator of no queue', roles: ['moderator'], queues: [] },
  { who: 'a moderator of unknown queues', roles: ['moderator'], queues: ['Pending', '*', 'all', ''] },
  { who: 'an admin of no queue', roles: ['admin'], queues: [] },
  { who: 'a moderator of the pending queue', roles: ['moderator'], queues: ['pending', 'pending', 'nothing'] },
  { who: 'a moderator of the reported queue', roles: ['moderator'], queues: ['reported'] },
  { who: 'a moderator of the escalated queue', roles: ['moderator'], queues: ['escalated'] },
  { who: 'an admin of two queues', roles: ['admin'], queues: ['pending', 'reported'] },
  { who: 'an admin of another site', roles: ['admin'], sites: ['elsewhere'] },
];

/** Queries for GET routes, in addition to the URLs made from their paths. */
const questions: Readonly<Record<string, (place: Place) => readonly string[]>> = {
  '/v1/sites/:site/moderation/search': ({ authorId, articleId }) => [
    ...[
      '',
      ...hidden.words.map(({ word }) => `?q=${word}`),
      `?author=${authorId}`,
      `?article=${articleId}`,
      '?reason=spam',
    ],
    ...['held', 'escalated', 'rejected', 'withdrawn'].map((status) => `?status=${status}&limit=50`),
  ],
  '/v1/sites/:site/moderation/decisions': () => ['', '?moderator=me', `?moderator=${hidden.decidedBy}`],
  '/v1/sites/:site/articles/:article/viewer': ({ commentId }) => [`?comment=${commentId}`],
  '/v1/sites/:site/counts': ({ articleId }) => [`?article=${articleId}`],
};

/** Bodies for changing routes; null: the route needs none about the comment. */
const requests: Readonly<Record<string, ((hidden: HiddenWord) => readonly object[]) | null>> = {
  'POST /v1/sites/:site/articles/:article/comments': ({ commentId: parentId }) => [{ body: 'A reply', parentId }],
  'PATCH /v1/sites/:site/comments/:id': () => [{ body: 'Not mine' }],
  'DELETE /v1/sites/:site/comments/:id': null,
  'POST /v1/sites/:site/comments/:id/flags': () => [{ reason: 'other' }],
  'PUT /v1/sites/:site/comments/:id/like': null,
  'DELETE /v1/sites/:site/comments/:id/like': null,
  'PUT /v1/sites/:site/articles/:article': () => [{ title: 'Not mine' }],
  'POST /v1/sites/:site/moderation/claims': () =>
    ['pending', 'reported', 'escalated'].map((queue) => ({ queue, limit: 20 })),
  'POST /v1/sites/:site/moderation/claims/renewals': ({ commentId }) => [{ commentIds: [commentId] }],
  'DELETE /v1/sites/:site/moderation/claims/:id': null,
  'DELETE /v1/sites/:site/moderation/claims': null,
  'POST /v1/sites/:site/moderation/decisions': ({ commentId }) =>
    (['approve', 'reject', 'escalate', 'reopen'] as const).map((decision) => ({
      decisions: [{ commentId, decision, reason: 'other' }],
    })),
  'POST /v1/sites/:site/moderation/undo': ({ commentId, batchId }) => [
    { commentId },
    ...(batchId ? [{ batchId }] : []),
  ],
  'POST /v1/sites/:site/moderation/items/:id/notes': () => [{ note: 'Not mine' }],
  'POST /v1/sites/:site/authors/:id/restrictions': () => [{ kind: 'muted', reason: 'Not mine' }],
  'DELETE /v1/sites/:site/authors/:id/restrictions/:kind': null,
  'DELETE /v1/sites/:site/authors/:id': null,
  'PUT /v1/sites/:site/policy': () => [{}],
  'POST /v1/sites/:site/policy/try': () => [{ text: 'x' }],
  'PUT /v1/sites/:site': () => [{ name: 'Not mine' }],
  'POST /v1/preview': () => [{ body: 'x' }],
  'POST /v1/sites/:site/articles/:article/embed': () => [{}],
  'POST /desk/sign-in': () => [{}],
  'DELETE /desk/session': null,
};

/** Returns true if the person may see the hidden word. */
const maySee = ({ queues, sites }: Person, { queue }: HiddenWord): boolean =>
  sites === undefined && (queues === undefined || queues.includes(queue));

const nameOf = ({ method, path }: ListedRoute): string => `${method} ${path}`;
const routes = listedRoutes;
const reading = routes.filter(({ method }) => method === 'GET');
const changing = routes.filter(({ method }) => method !== 'GET');

let world: World;
let hidden: Hidden;
let analyst: string;
beforeAll(async () => {
  world = await createWorld();
  analyst = await world.token({ sub: 'ana', roles: ['analyst'] });
  hidden = await hideWords(world);
});
afterAll(() => world.stop());

const tokenOf = ({ who, ...claims }: Person) => world.token({ sub: who, name: 'Lim', ...claims });
const everything = ({ body, headers }: Answer<unknown>): string =>
  `${JSON.stringify(body)}\n${JSON.stringify([...headers])}`;

/** The URLs of a route about a hidden comment. */
function addressesOf(path: string, place: Place): string[] {
  const { commentId, authorId, articleId } = place;
  const id = path.includes('/authors/') || path.includes('/avatars/') ? authorId : commentId;
  const found = path
    .replace(':site', 'default')
    .replace(':article', articleId)
    .replace(':kind', 'muted')
    .replace(':type', 'CommentPosted')
    .replace('*', `comments/${commentId}`)
    .replace(/:(?!queue)\w+/g, id);
  const each = found.includes(':queue') ? ['pending', 'reported', 'escalated'] : [''];
  const asked = questions[path]?.(place) ?? [''];
  return each.flatMap((one) => asked.map((query) => found.replace(':queue', one) + query));
}

describe('every route', () => {
  it('that changes something has a case here', () => {
    expect(changing.map(nameOf).filter((name) => !(name in requests))).toEqual([]);
    expect(Object.keys(requests).filter((name) => !changing.some((route) => nameOf(route) === name))).toEqual([]);
  });

  it.each(people.map((person) => [person.who, person] as const))(
    'shows %s only their own queues',
    async (_who, person) => {
      const token = await tokenOf(person);
      const answers = new Map<string, string>();
      for (const one of [...hidden.words, ...hidden.near])
        for (const { path } of reading)
          for (const address of addressesOf(path, one))
            if (!answers.has(address)) answers.set(address, everything(await world.call('GET', address, { token })));
      const secrets = hidden.words.filter((one) => !maySee(person, one)).map(({ word }) => word);
      const shown = [...answers].flatMap(([address, text]) =>
        secrets.filter((word) => new RegExp(`\\b${word}\\b`).test(text)).map((word) => `${word} at ${address}`),
      );
      expect(shown).toEqual([]);
      for (const one of hidden.words.filter((word) => maySee(person, word)))
        expect([one.word, [...answers.values()].some((text) => text.includes(one.word))]).toEqual([one.word, true]);
    },
  );

  it.each(people.map((person) => [person.who, person] as const))(
    'lets %s change only comments of their own queues',
    async (_who, person) => {
      const token = await tokenOf(person);
      const before = await trail();
      const shown: string[] = [];
      for (const one of hidden.words.filter((word) => !maySee(person, word)))
        for (const route of changing.filter(({ description }) => description.access !== 'public'))
          for (const address of addressesOf(route.path, one))
            for (const body of requests[nameOf(route)]?.(one) ?? [undefined]) {
              if (isTheirs(person, route, body)) continue;
              const method = route.method;
              const answer = await world.call(method, address, { token, ...(body && { body }) });
              const text = everything(answer);
              const secret = hidden.words.some((word) => !maySee(person, word) && text.includes(word.word));
              if (secret || answer.status >= 500) shown.push(`${method} ${address} ${answer.status} ${text}`);
            }
      expect(shown).toEqual([]);
      expect(await trail()).toEqual(before);
    },
  );
});

describe('the live stream of the desk', () => {
  it('sends no moderator messages of other queues', async () => {
    const streams = await Promise.all(
      people
        .filter(({ sites }) => sites === undefined)
        .map(async (person) => {
          const headers = { authorization: `Bearer ${await tokenOf(person)}` };
          return { person, stream: await listen(`${world.url}/v1/sites/default/moderation/live`, headers) };
        }),
    );
    const boss = { token: await world.token({ sub: 'boss', name: 'Boss', roles: ['admin'] }) };
    const { words } = await hideWords(world);
    for (const queue of QueueName.options)
      await world.call('POST', '/v1/sites/default/moderation/claims', { ...boss, body: { queue, limit: 20 } });
    await world.call('DELETE', '/v1/sites/default/moderation/claims', boss);
    const last = Number((await world.call('GET', '/v1/events?limit=1000', { token: analyst })).body.nextAfter);
    for (const { person, stream } of streams) {
      await stream.until(({ event, id }) => event === 'queues' && Number(id) >= last);
      const queues = QueueName.options.filter((queue) => person.queues?.includes(queue));
      expect([
        person.who,
        stream.messages.flatMap((message) => queuesIn(message)).filter((one) => !queues.includes(one)),
      ]).toEqual([person.who, []]);
      const received = JSON.stringify(stream.messages);
      expect(words.filter(({ word }) => received.includes(word))).toEqual([]);
      expect([person.who, received.includes('"came"')]).toEqual([person.who, queues.length > 0]);
      await stream.stop();
    }
  });
});

/** The queues that a message shows as not empty. */
const queuesIn = ({ event, data }: Message): QueueName[] =>
  event === 'item'
    ? [data.queue]
    : event === 'queues'
      ? QueueName.options.filter((queue) => data.queues[queue] > 0)
      : [];

/** Changes of authors, articles and policies are allowed: they are not about these comments. */
const isTheirs = ({ queues = [], sites }: Person, { path }: ListedRoute, body: object | undefined): boolean =>
  sites === undefined &&
  ((queues.some((queue) => known.has(queue as QueueName)) && /\/(?:authors|articles)\//.test(path)) ||
    (body !== undefined && 'queue' in body && queues.includes(String(body.queue))));
const known = new Set(QueueName.options);

/** All events except likes and reports, which every reader may send about visible comments. */
async function trail(): Promise<unknown> {
  const { body } = await world.call('GET', '/v1/events?limit=1000', { token: analyst });
  return body.events
    .filter(({ type }: { type: string }) => !['CommentLiked', 'CommentUnliked', 'CommentFlagged'].includes(type))
    .map(({ type, subject }: { type: string; subject: string }) => `${type} ${subject}`);
}
