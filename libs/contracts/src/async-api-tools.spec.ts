import specs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { asyncApiDocument } from './async-api.ts';

describe('the AsyncAPI document in independent tools', () => {
  // The schema contains that of JSON Schema, which Ajv would add once more.
  const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
  formats.default(ajv);
  const { $schema: _, ...schema } = specs.schemas['3.0.0'];
  const isValid = ajv.compile(JSON.parse(JSON.stringify(schema)));
  const document = () => JSON.parse(JSON.stringify(asyncApiDocument())) as ReturnType<typeof asyncApiDocument>;

  it('is valid AsyncAPI 3.0', () => {
    isValid(document());
    expect(isValid.errors).toBeNull();
  });

  it('is checked by a schema that finds mistakes', () => {
    expect(isValid({ ...document(), info: { title: 'x' } })).toBe(false);
    expect(isValid({ ...document(), chanels: {} })).toBe(false);
    expect(isValid({ ...document(), operations: { publish: { action: 'publish', channel: {} } } })).toBe(false);
  });
});
