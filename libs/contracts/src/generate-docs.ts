import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventSchemas, eventTypes } from './event-schemas.ts';
import { exampleMark, exampleRecord } from './example-records.ts';
import { countsTopic, eventTopics, topics } from './events/topics.ts';
import { contractsFolder, schemaPath } from './generate-schemas.ts';
import { problems } from './problems.ts';

export const docsFolder = join(contractsFolder, '..', '..', 'docs');

/** The pages that have generated parts (`<!-- events -->` to `<!-- /events -->`), by file name. */
export const generatedPages = (): Map<string, string> =>
  new Map([
    [
      'events.md',
      withParts('events.md', {
        event: fenced(exampleRecord('CommentEdited')),
        topics: everyTopic(),
        mark: fenced(exampleMark()),
        events: everyEvent(),
      }),
    ],
    ['problems.md', withParts('problems.md', { problems: everyProblem() })],
  ]);

/**
 * A page with its generated parts replaced.
 * @throws Error if a marker is missing: otherwise the check would pass although the page lacks that part
 */
export function withParts(name: string, parts: Readonly<Record<string, string>>): string {
  const page = readFileSync(join(docsFolder, name), 'utf8');
  return Object.entries(parts).reduce((text, [part, content]) => {
    const [start, end] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`docs/${name} has no part ${start} … ${end}`);
    return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
  }, page);
}

const everyProblem = (): string =>
  Object.entries(problems)
    .map(([code, { status, title, advice }]) => `## \`${code}\`\n\n**${status}** ${title}. ${advice}`)
    .join('\n\n');

function everyTopic(): string {
  const all = [...eventTopics.map((name) => ({ name, ...topics[name] })), countsTopic];
  const rows = all.map(({ name, key, holds }) => {
    const placeholders = key.replaceAll('{', '<').replaceAll('}', '>');
    return `| \`<prefix>.${name}\` | \`${placeholders}\` | ${holds} |`;
  });
  return ['| topic | key | holds |', '|---|---|---|', ...rows].join('\n');
}

const everyEvent = (): string =>
  eventTypes
    .map((type) => {
      const { topic, version, description, example } = eventSchemas[type];
      const schema = `[schema](../libs/contracts/${schemaPath(type, version)})`;
      const about = `${description}\n\nTopic \`${topic}\`, version ${version}, ${schema}.`;
      return `### \`${type}\`\n\n${about}\n\n${fenced(example)}`;
    })
    .join('\n\n');

const fenced = (value: object): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
