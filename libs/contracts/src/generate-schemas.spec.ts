import { mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { toJsonSchema } from './event-json-schema.ts';
import { type Sources, brokenPromises, generatedFiles, goldenPath, schemaPath } from './generate-schemas.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contracts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A room with one event, in the given version and shape. */
const room = (version: number, fields: z.ZodRawShape = { id: z.string() }): Sources => ({
  folder,
  versions: { Noted: { version, example: { data: { id: `${version}` } } } },
  schemaOf: (type) => toJsonSchema(type, { version, description: 'Noted.', data: z.object(fields) }),
});

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function release(sources: Sources): void {
  for (const [path, content] of generatedFiles(sources)) write(path, content);
}

describe('the schemas that were released', () => {
  it('are generated for the newest version of each event', () => {
    expect([...generatedFiles(room(1)).keys()]).toEqual([
      'schemas/events/Noted/1.json',
      'golden/Noted/1.json',
      'schemas/frozen.json',
    ]);
  });

  it('are kept where nothing changed', () => {
    release(room(1));
    expect(brokenPromises(room(1))).toEqual([]);
  });

  it('may gain an optional field', () => {
    release(room(1));
    expect(brokenPromises(room(1, { id: z.string(), by: z.string().optional() }))).toEqual([]);
  });

  it('do not take an incompatible change under the same version', () => {
    release(room(1));
    expect(brokenPromises(room(1, { id: z.number() }))).toEqual([
      'Noted 1: /id is not string any more; that needs version 2',
      'Noted 1: /id may be number now; that needs version 2',
    ]);
  });

  it('take it under a new one, with a golden event of its own beside the older one', () => {
    release(room(1));
    const next = room(2, { id: z.number() });
    expect(brokenPromises(next)).toEqual([]);
    release(next);
    expect(brokenPromises(next)).toEqual([]);
    expect([1, 2].map((version) => readFileSync(join(folder, goldenPath('Noted', version)), 'utf8'))).toEqual([
      expect.stringContaining('"id": "1"'),
      expect.stringContaining('"id": "2"'),
    ]);
    unlinkSync(join(folder, goldenPath('Noted', 1)));
    expect(brokenPromises(next)).toEqual(['golden/Noted/1.json is missing']);
  });

  it('stay when a newer version came', () => {
    release(room(1));
    const next = room(2, { id: z.number() });
    release(next);
    unlinkSync(join(folder, schemaPath('Noted', 1)));
    expect(brokenPromises(next)).toEqual(['schemas/events/Noted/1.json is missing']);
  });

  it('never change when a newer version came, and neither does the golden event', () => {
    release(room(1));
    const next = room(2, { id: z.number() });
    release(next);
    write(goldenPath('Noted', 1), '{ "data": { "id": 1 } }');
    release(next);
    expect(brokenPromises(next)).toEqual(['golden/Noted/1.json belongs to a superseded version and was changed']);
  });
});
