import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { epochMarkSchema, epochMarkType } from './epoch-mark.ts';
import { type JsonSchema, eventJsonSchema, jsonSchemaIn } from './event-json-schema.ts';
import { type EventSchema, eventSchemas } from './event-schemas.ts';
import { incompatibilities } from './schema-compatibility.ts';

/** The folder of the checkout that holds the schemas and the golden events. */
export const contractsFolder = join(import.meta.dirname, '..');

/** Digests of the files of superseded versions, by path. These files must not change any more. */
const frozenPath = 'schemas/frozen.json';

export interface Sources {
  readonly folder: string;
  readonly versions: Readonly<Record<string, Pick<EventSchema, 'version' | 'example'>>>;
  readonly schemaOf: (type: string, version: number) => JsonSchema | undefined;
}

const ours: Sources = {
  folder: contractsFolder,
  versions: { ...eventSchemas, [epochMarkType]: epochMarkSchema },
  schemaOf: eventJsonSchema,
};

/**
 * Every generated file by its path in this module: the schema and the golden event of the newest version of each event,
 * and the digests of older ones.
 */
export function generatedFiles(sources: Sources = ours): Map<string, string> {
  const files = new Map<string, string>();
  for (const [type, { version, example }] of Object.entries(sources.versions)) {
    files.set(schemaPath(type, version), json(sources.schemaOf(type, version)));
    files.set(goldenPath(type, version), json(example));
  }
  return files.set(frozenPath, json(frozen(sources)));
}

/**
 * Violations of compatibility with the files in the tree: an incompatible change without a new version, or a superseded
 * version that was changed or deleted. Empty: none.
 */
export function brokenPromises(sources: Sources = ours): string[] {
  const { versions, schemaOf } = sources;
  return Object.entries(versions).flatMap(([type, { version }]) => {
    const kept = read(sources, schemaPath(type, version));
    const schema = schemaOf(type, version);
    const changes = kept && schema ? incompatibilities(jsonSchemaIn(kept), schema) : [];
    return [
      ...changes.map((change) => `${type} ${version}: ${change}; that needs version ${version + 1}`),
      ...pathsBefore(type, version).flatMap((path) => complaintAbout(sources, path)),
    ];
  });
}

export const schemaPath = (type: string, version: number): string => `schemas/events/${type}/${version}.json`;
export const goldenPath = (type: string, version: number): string => `golden/${type}/${version}.json`;

/** The files of all older versions, which must exist. */
const pathsBefore = (type: string, newest: number): string[] =>
  Array.from({ length: newest - 1 }, (_, index) => index + 1).flatMap((version) => [
    schemaPath(type, version),
    goldenPath(type, version),
  ]);

function complaintAbout(sources: Sources, path: string): string[] {
  const content = read(sources, path);
  if (content === undefined) return [`${path} is missing`];
  const before = digests(sources)[path];
  return before === undefined || before === digestOf(content)
    ? []
    : [`${path} belongs to a superseded version and was changed`];
}

/** Keeps the recorded digests, and adds those of versions that were superseded since. */
function frozen(sources: Sources): Record<string, string> {
  const superseded = Object.entries(sources.versions).flatMap(([type, { version }]) => pathsBefore(type, version));
  const current = superseded.map((path) => [path, digestOf(read(sources, path) ?? '')] as const);
  return { ...Object.fromEntries(current), ...digests(sources) };
}

const digests = (sources: Sources): Record<string, string> =>
  z.record(z.string(), z.string()).parse(JSON.parse(read(sources, frozenPath) ?? '{}'));

const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex');

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function read({ folder }: Sources, path: string): string | undefined {
  const file = join(folder, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
