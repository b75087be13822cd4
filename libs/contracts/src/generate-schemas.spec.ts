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

/** Sources with one event, in the given version and shape. */
const sourcesOf = (version: number, fields: z.ZodRawShape = { id: z.string() }): Sources => ({
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

describe('released schemas', () => {
  it('are generated for the newest version of each event', () => {
    expect([...generatedFiles(sourcesOf(1)).keys()]).toEqual([
      'schemas/events/Noted/1.json',
      'golden/Noted/1.json',
      'schemas/frozen.json',
    ]);
  });

  it('cause no complaint if nothing changed', () => {
    release(sourcesOf(1));
    expect(brokenPromises(sourcesOf(1))).toEqual([]);
  });

  it('may gain an optional field', () => {
    release(sourcesOf(1));
    expect(brokenPromises(sourcesOf(1, { id: z.string(), by: z.string().optional() }))).toEqual([]);
  });

  it('refuse an incompatible change within a version', () => {
    release(sourcesOf(1));
    expect(brokenPromises(sourcesOf(1, { id: z.number() }))).toEqual([
      'Noted 1: /id is not string any more; that needs version 2',
      'Noted 1: /id may be number now; that needs version 2',
    ]);
  });

  it('accept an incompatible change as a new version with its own golden event', () => {
    release(sourcesOf(1));
    const next = sourcesOf(2, { id: z.number() });
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

  it('must not be deleted after a newer version', () => {
    release(sourcesOf(1));
    const next = sourcesOf(2, { id: z.number() });
    release(next);
    unlinkSync(join(folder, schemaPath('Noted', 1)));
    expect(brokenPromises(next)).toEqual(['schemas/events/Noted/1.json is missing']);
  });

  it('must not change after a newer version, and neither may the golden event', () => {
    release(sourcesOf(1));
    const next = sourcesOf(2, { id: z.number() });
    release(next);
    write(goldenPath('Noted', 1), '{ "data": { "id": 1 } }');
    release(next);
    expect(brokenPromises(next)).toEqual(['golden/Noted/1.json belongs to a superseded version and was changed']);
  });
});
