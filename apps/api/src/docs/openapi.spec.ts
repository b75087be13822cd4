import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { listedRoutes } from '#contracts/routes/listed';
import { problems } from '#contracts/problems';
import { introduction } from './introduction.ts';
import type { SchemaNode } from './named-schemas.ts';
import { openApiDocument } from './openapi.ts';

const document = JSON.parse(JSON.stringify(openApiDocument('0'))) as Record<string, unknown>;

/** Everything in the document, with the JSON pointer to it. */
function* parts(value: unknown, path = '#'): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return;
  yield [path, value as Record<string, unknown>];
  for (const [key, inner] of Object.entries(value))
    yield* parts(inner, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}

/** A JSON pointer from the document's root (RFC 6901). */
const at = (reference: string): unknown =>
  reference
    .replace(/^#\/?/, '')
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((found, step) => (found as Record<string, unknown> | undefined)?.[step], document);

describe('the OpenAPI document', () => {
  it('resolves every reference', () => {
    const references = [...parts(document)].flatMap(([path, { $ref }]) =>
      typeof $ref === 'string' ? [[path, $ref]] : [],
    );
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter(([, reference]) => at(String(reference)) === undefined)).toEqual([]);
    expect(references.filter(([, reference]) => reference === '#/components/schemas/Comment').length).toBeGreaterThan(
      5,
    );
  });

  it('names every recursive schema', () => {
    expect([...parts(document)].filter(([, part]) => '$defs' in part).map(([path]) => path)).toEqual([]);
    expect(document).toHaveProperty(
      'components.schemas.Comment.properties.replies.items.$ref',
      '#/components/schemas/Comment',
    );
  });

  it('names the schemas of requests and answers', () => {
    for (const name of ['Thread', 'PostCommentRequest', 'Problem', 'QueueName'])
      expect(document).toHaveProperty(['components', 'schemas', name]);
  });

  it('has arrays with one schema for their items, as generators of clients need', () => {
    const arrays = [...parts(document)].filter(([, { type }]) => type === 'array');
    const odd = arrays.filter(([, { items, prefixItems }]) => typeof items !== 'object' || prefixItems !== undefined);
    expect(odd.map(([path]) => path)).toEqual([]);
    expect(arrays.length).toBeGreaterThan(50);
  });

  it('has schemas that Ajv compiles', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    ajv.addSchema(document, 'api');
    const schemas = [...parts(document)].filter(([path]) => /\/(?:schema|schemas\/[^/]+)$/.test(path));
    expect(schemas.length).toBeGreaterThan(100);
    for (const [path] of schemas) {
      const pointer = path
        .slice(1)
        .split('/')
        .map((step) => encodeURIComponent(step))
        .join('/');
      expect(() => ajv.compile({ $ref: `api#${pointer}` })).not.toThrow();
    }
  });
});

/** The first words of summaries. */
const verbs = new Set(
  'Add Ask Change Check Claim Count Create Decide Edit Erase Export Finish Get Lift Like List Post Preview Release Remove Renew Report Restrict Search Send Show Sign Start Stream Try Undo Update Withdraw'.split(
    ' ',
  ),
);
const entries = listedRoutes.map(({ address, description }) => [address, description] as const);

/** Each property of each schema, with its JSON pointer. A property with a reference is described in the target. */
const properties = [...parts(document)].flatMap(([path, { type, properties: fields }]) =>
  type === 'object' && typeof fields === 'object' && fields !== null
    ? Object.entries(fields as Record<string, SchemaNode>).map(([name, field]) => [`${path}/${name}`, field] as const)
    : [],
);
const parameters = [...parts(document)].filter(([path]) => /\/parameters\/\d+$/.test(path));
const isBare = ({ description }: SchemaNode): boolean => typeof description !== 'string' || description.length < 5;

describe('the texts of the API page', () => {
  it.each(entries)(
    'have a short summary and at most two sentences of details: %s',
    (_address, { summary, details }) => {
      expect(verbs).toContain(summary.split(' ')[0]);
      expect(summary).not.toMatch(/[.;:]/);
      expect(details.split(/(?<=[.?!])\s+(?=[A-Z`])/).length).toBeLessThanOrEqual(2);
      expect(details).toMatch(/[.?`)]$/);
    },
  );

  it('describe every parameter', () => {
    expect(parameters.length).toBeGreaterThan(150);
    expect(parameters.filter(([, parameter]) => isBare(parameter)).map(([path]) => path)).toEqual([]);
  });

  it('describe every field', () => {
    expect(properties.length).toBeGreaterThan(500);
    expect(properties.filter(([, field]) => !('$ref' in field) && isBare(field)).map(([path]) => path)).toEqual([]);
  });

  it('begin with a capital letter, a number or code', () => {
    const lowerCase = [...parameters, ...properties].flatMap(([path, { description }]) =>
      typeof description === 'string' && !/^[\p{Lu}\d`]/u.test(description) ? [`${path}: ${description}`] : [],
    );
    expect(lowerCase).toEqual([]);
  });

  it('link only to existing problems', () => {
    const linked = [...introduction.matchAll(/\/docs\/problems#([\w-]+)/g)].map(([, code]) => code);
    expect(linked.length).toBeGreaterThan(5);
    expect(linked.filter((code) => !Object.keys(problems).includes(String(code)))).toEqual([]);
  });

  it('describe every group of operations', () => {
    const groups = document['tags'] as { name: string; description: string }[];
    expect(groups.filter(({ description }) => !description)).toEqual([]);
    expect(new Set(groups.map(({ name }) => name))).toEqual(new Set(entries.map(([, { tag }]) => tag)));
  });
});

describe('the examples of the API page', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(document, 'api');
  const withExample = [...parts(document)].filter(([, part]) => 'schema' in part && 'example' in part);

  it('exist for the most important operations', () => {
    expect(withExample.filter(([path]) => path.includes('/responses/')).length).toBeGreaterThan(35);
    expect(withExample.filter(([path]) => path.includes('/requestBody/')).length).toBeGreaterThan(12);
  });

  it.each(withExample)('match their schemas: %s', (path, { example, schema }) => {
    // In addresses every value is text.
    const types = path.includes('/parameters/') ? [example, Number(example)] : [example];
    const pointer = `${path.slice(1)}/schema`
      .split('/')
      .map((step) => encodeURIComponent(step))
      .join('/');
    const fits = ajv.compile({ $ref: `api#${pointer}` });
    expect(schema).toBeDefined();
    expect([types.some((one) => fits(one)), fits.errors]).toEqual([true, null]);
  });
});
