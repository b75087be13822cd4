import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CloudEvent, toCloudEvent } from './cloud-event.ts';
import { epochMark, epochMarkSchema } from './epoch-mark.ts';
import { eventSchemas, eventTypes } from './event-schemas.ts';
import { countsTopic, eventTopics, topics } from './events/topics.ts';
import { contractsFolder, schemaPath } from './generate-schemas.ts';
import { newestLabel } from './log-identity.ts';
import { problems } from './problems.ts';

export const docsFolder = join(contractsFolder, '..', '..', 'docs');

/**
 * The pages whose marked parts (`<!-- events -->` to `<!-- /events -->`) are made from the catalogues, by their name.
 */
export const generatedPages = (): Map<string, string> =>
  new Map([
    [
      'events.md',
      withParts('events.md', {
        event: fenced(exampleEvent()),
        topics: everyTopic(),
        mark: fenced(exampleMark()),
        events: everyEvent(),
      }),
    ],
    ['problems.md', withParts('problems.md', { problems: everyProblem() })],
  ]);

/**
 * A page with its marked parts made anew. @throws Error when a marker is missing: a part that nobody sees would be
 * current for ever
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

/** An edit as a consumer gets it. What is sealed is only as long as it would be: random bytes look like that. */
function exampleEvent(): CloudEvent {
  const { version, example } = eventSchemas.CommentEdited;
  return toCloudEvent(
    {
      position: 48213,
      version: 3,
      eventId: '019ab0f5-3d1a-7b90-8e24-6c7f1a5d9b02',
      type: 'CommentEdited',
      schemaVersion: version,
      siteId: 'default',
      partitionKey: `default/${example.data.articleId}`,
      data: example.data,
      sealed: Buffer.from(
        'AS1xFkK3JrBEAWJ8qfusMvXIUw+xkDzE2wIlhxeSGkiBEhtHdKdZkkopKcSkEvtuMbmqp0ZGaEDvzEp21pqUFJ4jZOOYPWRv6vqhtRF4XlyekK7cMNpqa+rVUg==',
        'base64',
      ),
      meta: { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
      recordedAt: new Date('2026-11-23T14:07:31.482Z'),
    },
    { log: '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11.1', prev: 48190 },
  );
}

/** A mark in one partition. */
function exampleMark(): CloudEvent {
  const { data } = epochMarkSchema.example;
  const beganAt = new Date('2026-11-24T06:30:12.008Z');
  const epochs = data.epochs.map(({ epoch, after }) => ({
    epoch,
    after: Number(after),
    reason: data.reason,
    beganAt,
  }));
  const [logId, begun] = ['0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11', epochs.at(-1)];
  if (!begun) throw new Error('the example of a mark has no epochs');
  const mark = epochMark({ logId, epochs }, begun, { topic: 'colloquy.comments', partition: 3 });
  return toCloudEvent(mark, { log: newestLabel({ logId, epochs }), prev: 48190 });
}

const fenced = (value: object): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
