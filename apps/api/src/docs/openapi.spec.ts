import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
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

describe('the description of the API', () => {
  it('refers only to what is in it', () => {
    const references = [...parts(document)].flatMap(([path, { $ref }]) =>
      typeof $ref === 'string' ? [[path, $ref]] : [],
    );
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter(([, reference]) => at(String(reference)) === undefined)).toEqual([]);
    expect(references.filter(([, reference]) => reference === '#/components/schemas/Comment').length).toBeGreaterThan(
      5,
    );
  });

  it('names every schema that holds itself', () => {
    expect([...parts(document)].filter(([, part]) => '$defs' in part).map(([path]) => path)).toEqual([]);
    expect(document).toHaveProperty(
      'components.schemas.Comment.properties.replies.items.$ref',
      '#/components/schemas/Comment',
    );
  });

  it('names what is sent and what is answered', () => {
    for (const name of ['Thread', 'PostCommentRequest', 'Problem', 'QueueName'])
      expect(document).toHaveProperty(['components', 'schemas', name]);
  });

  it('is read by a validator that knows nothing of us', () => {
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
