import { type ListedRoute, listedRoutes } from '#contracts/routes/listed';
import {
  methodOf,
  nobodysId,
  pathOf,
  withWrongBodies,
  withWrongHeaders,
  wrongPaths,
  wrongQueries,
} from '#test/support/attacks/cases';
import { type Credentials, type Persona, credentialsOf, personas } from '#test/support/attacks/personas';
import { wrongWith } from '#test/support/attacks/right-answer';
import { type Sent, sendAll } from '#test/support/attacks/send';
import { listen } from '#test/support/world/listen';
import { type AttackedService, startAttackedService } from '#test/support/attacks/service';

const routes = listedRoutes;
let service: AttackedService;
let credentials: Credentials;

beforeAll(async () => {
  service = await startAttackedService();
  credentials = await credentialsOf(service.send);
});
afterAll(() => service.stop());

afterEach(async () => {
  expect(service.isRunning()).toBe(true);
  expect(await service.unhandledRejections()).toBe(0);
  expect(service.output()).toBe('');
});

const as = (persona: Persona, sent: Sent): Sent => ({ ...sent, headers: { ...credentials[persona], ...sent.headers } });

const asked = (route: ListedRoute): Sent[] => {
  const request = { method: methodOf(route), path: pathOf(route) };
  return [request, { ...request, headers: { 'content-type': 'application/json' }, body: '{}' }];
};

/** Valid forms that reach the command handlers. */
const takenForms = (route: ListedRoute): Sent[] =>
  ['body=hello&name=Guest', `body=hello&name=Guest&parentId=${nobodysId}`, `report=${nobodysId}&reason=spam`].map(
    (body) => ({
      method: methodOf(route),
      path: pathOf(route),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    }),
  );

/** Opens a reader's and a moderator's stream before the database stops. */
async function openStreams() {
  const headers = credentials.moderator;
  const streams = await Promise.all([
    listen(`${service.url}/v1/sites/default/articles/after/live`),
    listen(`${service.url}/v1/sites/default/moderation/live`, { ...headers }),
  ]);
  // wait until they have begun: a stream that cannot begin is closed, and the browser reconnects
  for (const { until } of streams) await until(() => true);
  return streams;
}

async function posted(): Promise<number> {
  const comment = { body: 'still here', author: { name: 'Guest' } };
  const path = '/v1/sites/default/articles/after/comments';
  const headers = { 'content-type': 'application/json' };
  return (await service.send({ method: 'POST', path, headers, body: JSON.stringify(comment) })).status;
}

async function faults(requests: readonly Sent[]): Promise<string[]> {
  const answers = await sendAll(service.send, requests);
  return answers.flatMap(({ request, answer }) => wrongWith(request, answer) ?? []);
}

describe('every route of a real process', () => {
  it.each([
    ['wrong names and ids', wrongPaths],
    ['wrong queries', wrongQueries],
    ['bodies of every wrong type and shape', withWrongBodies],
    ['wrong headers', withWrongHeaders],
  ])(
    'answers %s as the client’s mistake',
    async (_what, casesOf) => {
      const open = routes.filter(({ description }) => description.access === 'public').flatMap(casesOf);
      const requests = [...routes.flatMap(casesOf).map((one) => as('admin', one)), ...open];
      expect(requests.length).toBeGreaterThan(routes.length * 10);
      expect(await faults(requests)).toEqual([]);
    },
    900_000,
  );

  it('answers every persona’s requests for things that do not exist', async () => {
    const requests = routes.flatMap((route) =>
      personas.flatMap((persona) => asked(route).map((one) => as(persona, one))),
    );
    expect(await faults(requests)).toEqual([]);
  }, 900_000);
});

describe('while PostgreSQL is unavailable', () => {
  it('every route answers every persona with a time to retry, and works again afterwards', async () => {
    const streams = await openStreams();
    await service.stopDatabase();
    const requests = routes.flatMap((route) => [
      ...personas.flatMap((persona) => asked(route).map((one) => as(persona, one))),
      ...takenForms(route),
    ]);
    const answers = await sendAll(service.send, requests);
    expect(answers.flatMap(({ request, answer }) => wrongWith(request, answer) ?? [])).toEqual([]);
    expect(answers.filter(({ answer }) => answer.status === 503).length).toBeGreaterThan(routes.length);
    expect(await service.send({ method: 'GET', path: '/health/live' })).toMatchObject({ status: 200 });

    await service.startDatabase();
    expect(await faults(requests)).toEqual([]);
    expect(await posted()).toBe(201);
    for (const { until, stop } of streams) {
      await until(({ event, data }) => event === 'reset' || data.kind === 'new');
      await stop();
    }
  }, 900_000);
});
