import { z } from 'zod';
import { toJsonSchema } from './event-json-schema.ts';
import { incompatibilities } from './schema-compatibility.ts';

const released = {
  id: z.string(),
  note: z.string().nullable(),
  length: z.number().int().min(0),
  mode: z.enum(['post', 'pre']),
  findings: z.array(z.object({ rule: z.string() })),
  evidence: z.record(z.string(), z.union([z.string(), z.number()])),
  device: z.string().optional(),
};
const words = { body: z.string(), picture: z.string().optional() };

const schema = (data: z.ZodRawShape, personal: z.ZodRawShape | null = words) =>
  toJsonSchema('X', {
    version: 1,
    description: '',
    data: z.object(data),
    ...(personal && { personal: z.object(personal) }),
  });
const changes = (over: z.ZodRawShape, personal?: z.ZodRawShape | null) =>
  incompatibilities(schema(released), schema({ ...released, ...over }, personal));
const without = (field: keyof typeof released) =>
  Object.fromEntries(Object.entries(released).filter(([name]) => name !== field));

describe('a schema that replaces another of the same version', () => {
  it.each([
    ['is the same', {}],
    ['has a new optional field', { country: z.string().optional() }],
    ['has a new value in a list', { mode: z.enum(['post', 'pre', 'auto']) }],
    [
      'has a new optional field deep inside',
      { findings: z.array(z.object({ rule: z.string(), by: z.string().optional() })) },
    ],
    ['lifts a limit', { length: z.number().int() }],
    ['describes itself better', { id: z.string().describe('whose') }],
  ])('is compatible if it %s', (_what, over) => {
    expect(changes(over)).toEqual([]);
  });

  it.each([
    ['a new required field', { country: z.string() }, '/country is required now'],
    ['a field that may be absent now', { id: z.string().optional() }, '/id may be absent now'],
    ['a field that is required now', { device: z.string() }, '/device is required now'],
    ['a field of another type', { length: z.string() }, '/length is not integer any more'],
    ['a field that may be null now', { id: z.string().nullable() }, '/id may be null now'],
    ['a field that is never null any more', { note: z.string() }, '/note is not null any more'],
    ['a value less in a list', { mode: z.enum(['post']) }, '/mode is never pre any more'],
    ['a text that becomes a list of values', { id: z.enum(['a']) }, '/id is limited to a list of values now'],
    ['a tighter limit', { length: z.number().int().min(1) }, '/length has another minimum now: 1'],
    ['a new greatest length', { id: z.string().max(5) }, '/id has another maxLength now: 5'],
    ['a new format', { id: z.guid() }, '/id has another format now: uuid'],
    [
      'a change deep inside',
      { findings: z.array(z.object({ rule: z.number() })) },
      '/findings/*/rule is not string any more',
    ],
    ['a change inside a record', { evidence: z.record(z.string(), z.string()) }, '/evidence/* is not number any more'],
  ])('is incompatible with %s', (_what, over, complaint) => {
    expect(changes(over)).toContain(complaint);
  });

  it('is incompatible if a field was removed', () => {
    expect(incompatibilities(schema(released), schema(without('device')))).toEqual(['/device was removed']);
    expect(incompatibilities(schema(released), schema(without('id')))).toContain('/id was removed');
  });

  it('is incompatible if the encrypted data changed, or is no longer encrypted', () => {
    expect(changes({}, { body: z.string() })).toEqual(['#personal/picture was removed']);
    expect(changes({}, { ...words, name: z.string() })).toEqual(['#personal/name is required now']);
    expect(changes({}, null)).toEqual(['/sealed was removed', '#personal was removed']);
  });

  it('may add encrypted data', () => {
    expect(incompatibilities(schema(released, null), schema(released))).toEqual([]);
  });
});
