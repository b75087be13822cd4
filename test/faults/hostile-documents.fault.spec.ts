import fc from 'fast-check';
import { nobodysId } from '#test/support/attacks/cases';
import { type JsonSchema, fitting, mutated } from '#test/support/attacks/from-schema';
import { type Credentials, credentialsOf, personas } from '#test/support/attacks/personas';
import { wrongWith } from '#test/support/attacks/right-answer';
import { type Sent, sendAll } from '#test/support/attacks/send';
import { type AttackedService, startAttackedService } from '#test/support/attacks/service';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: JsonSchema }[];
  /** The request body's schema, with its content type. */
  readonly body: readonly [type: string, schema: JsonSchema] | undefined;
}

/** Tries per operation and persona. Other seeds find other faults: try some with FUZZ_SEED. */
const tries = 8;
/** Operations that run concurrently, so that reads meet changes in progress. */
const atOnce = 4;
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_130);

let service: AttackedService;
let credentials: Credentials;
let operations: Operation[];
/** Ids of existing comments and people. */
let ids: string[];

beforeAll(async () => {
  service = await startAttackedService();
  credentials = await credentialsOf(service.send);
  operations = await operationsOf(service);
  ids = await idsOf(service, credentials);
});
afterAll(() => service.stop());

it('requests that fit or nearly fit openapi.json get a correct answer for every persona', async () => {
  expect(operations.length).toBeGreaterThan(50);
  const one = async (operation: Operation): Promise<void> => {
    const property = fc.asyncProperty(requestOf(operation), async (request) => {
      const byEach = personas.map((persona) => ({
        ...request,
        headers: { ...request.headers, ...credentials[persona] },
      }));
      const answers = await sendAll(service.send, byEach);
      expect(answers.flatMap(({ request: sent, answer }) => wrongWith(sent, answer) ?? [])).toEqual([]);
    });
    await fc.assert(property, { seed, numRuns: tries, endOnFailure: true });
  };
  for (let from = 0; from < operations.length; from += atOnce)
    await Promise.all(operations.slice(from, from + atOnce).map(one));
  expect(service.isRunning()).toBe(true);
  expect(await service.unhandledRejections()).toBe(0);
  expect(service.output()).toBe('');
}, 900_000);

function requestOf({ method, path, parameters, body }: Operation): fc.Arbitrary<Sent> {
  const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => [name, pathValue(name)] as const);
  const inQuery = parameters
    .filter((one) => one.in === 'query')
    .map(({ name, schema }) => [name, queryValue(name, schema)] as const);
  const bodies = body === undefined ? fc.constant(undefined) : almost(fitting(body[1], ids));
  return fc
    .tuple(
      fc.record(Object.fromEntries(inPath)),
      almost(fc.record(Object.fromEntries(inQuery), { requiredKeys: [] })),
      bodies,
      fc.tuple(fc.uuid(), fc.constantFrom('"0"', '"1"', '*', 'x')),
    )
    .map(([names, query, sent, [key, version]]) => ({
      method,
      path: path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(names[name]))) + queryOf(query),
      headers: {
        'idempotency-key': key,
        'if-match': version,
        ...(body && { 'content-type': body[0] }),
      },
      body: body && (body[0].includes('form') ? pairsOf(sent).toString() : JSON.stringify(sent)),
    }));
}

const almost = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 7, arbitrary: valid }, { weight: 3, arbitrary: mutated(valid) });

const places: Readonly<Record<string, readonly string[]>> = {
  site: ['default'],
  article: ['attacked', 'guests', 'nowhere', 'ä/b?c'],
  queue: ['pending', 'reported', 'escalated'],
  kind: ['banned', 'suspended', 'premoderated', 'trusted'],
  type: ['CommentPosted', 'PolicyChanged'],
  file: ['1.json', '2.json', `${nobodysId}.svg`, 'thread.js'],
};

/** Mostly valid path values, sometimes random text. hostile-requests.fault.spec.ts tries invalid paths systematically. */
const pathValue = (name: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(places[name] ?? [...ids, nobodysId])) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).map(wellFormed) },
  );

/** Rarely a future position, because each such request waits two seconds. */
const queryValue = (name: string, schema: JsonSchema): fc.Arbitrary<unknown> =>
  name === 'after'
    ? fc.oneof({ weight: 9, arbitrary: fc.constantFrom('0', '1', '3') }, { weight: 1, arbitrary: fitting(schema, ids) })
    : fitting(schema, ids);

/** Replaces lone surrogates, which a URL cannot contain. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

const queryOf = (query: unknown): string => {
  const text = pairsOf(query).toString().slice(0, 6000);
  return text === '' ? '' : `?${text}`;
};

function pairsOf(value: unknown): URLSearchParams {
  const fields = typeof value === 'object' && value !== null ? value : { after: value };
  const text = (one: unknown): string => wellFormed(typeof one === 'string' ? one : String(JSON.stringify(one)));
  const pairs = Object.entries(fields).flatMap(([name, field]: [string, unknown]) =>
    (Array.isArray(field) ? field : [field]).map((one) => [name, text(one)] as [string, string]),
  );
  return new URLSearchParams(pairs);
}

async function operationsOf({ send }: AttackedService): Promise<Operation[]> {
  const { paths } = JSON.parse((await send({ method: 'GET', path: '/openapi.json' })).body) as {
    paths: Record<
      string,
      Record<
        string,
        { parameters: Operation['parameters']; requestBody?: { content: Record<string, { schema: JsonSchema }> } }
      >
    >;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody && Object.entries(requestBody.content).map(([type, { schema }]) => [type, schema] as const)[0],
    })),
  );
}

async function idsOf({ send }: AttackedService, by: Credentials): Promise<string[]> {
  const request = { method: 'POST', path: '/v1/sites/default/articles/attacked/comments' };
  const found: string[] = [];
  for (const persona of ['member', 'guest', 'moderator'] as const) {
    const headers = { 'content-type': 'application/json', ...by[persona] };
    const { body } = await send({
      ...request,
      headers,
      body: JSON.stringify({ body: `from a ${persona}`, author: { name: persona } }),
    });
    const { comment } = JSON.parse(body) as { comment: { id: string; author: { id: string } } };
    found.push(comment.id, comment.author.id);
  }
  return found;
}
