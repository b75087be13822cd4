import type { JsonSchema } from './event-json-schema.ts';

/**
 * The changes from `older` to `newer` that would break consumers, or make stored events invalid. Within a version only
 * optional fields and enum values may be added; other changes need a new version.
 */
export function incompatibilities(older: JsonSchema, newer: JsonSchema, at = ''): string[] {
  const [before, after] = [branchesOf(older), branchesOf(newer)];
  const gone = [...before.keys()].filter((type) => !after.has(type));
  const added = [...after.keys()].filter((type) => !before.has(type));
  return [
    ...gone.map((type) => `${at || '/'} is not ${type} any more`),
    ...added.map((type) => `${at || '/'} may be ${type} now`),
    ...[...before].flatMap(([type, branch]) => {
      const next = after.get(type);
      return next ? changesIn(branch, next, at) : [];
    }),
  ];
}

/** The branches of a schema by type: event schemas use `anyOf` only for alternative types. */
function branchesOf(schema: JsonSchema): Map<string, JsonSchema> {
  const branches = new Map<string, JsonSchema>();
  for (const branch of schema.anyOf ?? [schema]) {
    for (const type of [branch.type ?? 'anything'].flat()) branches.set(type, branch);
  }
  return branches;
}

function changesIn(older: JsonSchema, newer: JsonSchema, at: string): string[] {
  return [
    ...limitsIn(older, newer, at),
    ...valuesIn(older, newer, at),
    ...fieldsIn(older, newer, at),
    ...within(older.items, newer.items, `${at}/*`),
    ...within(older.additionalProperties, newer.additionalProperties, `${at}/*`),
    ...Object.entries(older.$defs ?? {}).flatMap(([name, def]) => within(def, newer.$defs?.[name], `${at}#${name}`)),
  ];
}

function fieldsIn(older: JsonSchema, newer: JsonSchema, at: string): string[] {
  const [before, after] = [new Set(older.required), new Set(newer.required)];
  const known = older.properties ?? {};
  return [
    ...Object.keys(known).flatMap((field) => within(known[field], newer.properties?.[field], `${at}/${field}`)),
    ...[...after].filter((field) => !before.has(field)).map((field) => `${at}/${field} is required now`),
    ...[...before].filter((field) => !after.has(field)).map((field) => `${at}/${field} may be absent now`),
  ];
}

function within(older: JsonSchema | undefined, newer: JsonSchema | undefined, at: string): string[] {
  if (!older) return [];
  return newer ? incompatibilities(older, newer, at) : [`${at} was removed`];
}

function valuesIn(older: JsonSchema, newer: JsonSchema, at: string): string[] {
  if (!newer.enum) return [];
  if (!older.enum) return [`${at} is limited to a list of values now`];
  const values = new Set(newer.enum);
  return older.enum.filter((value) => !values.has(value)).map((value) => `${at} is never ${String(value)} any more`);
}

function limitsIn(older: JsonSchema, newer: JsonSchema, at: string): string[] {
  const lower = ['minimum', 'minLength', 'minItems'].filter(
    (word) => numberOf(newer[word], -Infinity) > numberOf(older[word], -Infinity),
  );
  const upper = ['maximum', 'maxLength', 'maxItems'].filter(
    (word) => numberOf(newer[word], Infinity) < numberOf(older[word], Infinity),
  );
  const shapes = ['format', 'pattern', 'const', 'contentEncoding'].filter(
    (word) => newer[word] !== undefined && newer[word] !== older[word],
  );
  return [...lower, ...upper, ...shapes].map((word) => `${at} has another ${word} now: ${String(newer[word])}`);
}

const numberOf = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
