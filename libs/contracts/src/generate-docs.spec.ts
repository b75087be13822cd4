import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudEvent } from './cloud-event.ts';
import { eventSchemas, eventTypes } from './event-schemas.ts';
import { docsFolder, generatedPages } from './generate-docs.ts';
import { problems } from './problems.ts';
import { CommentStatus, Decision, ModerationMode, QueueName, RestrictionKind } from './vocabulary.ts';

const page = (name: string): string => readFileSync(join(docsFolder, name), 'utf8');
const headings = (name: string, level: string): (string | undefined)[] =>
  [...page(name).matchAll(new RegExp(`^${level} \`(.+)\`$`, 'gm'))].map((heading) => heading[1]);

describe('the pages with generated parts', () => {
  it('equal the output of `npm run generate`', () => {
    expect([...generatedPages()].map(([name]) => name)).toContain('events.md');
    for (const [name, content] of generatedPages()) expect({ name, text: page(name) }).toEqual({ name, text: content });
  });

  it('explain exactly the problems of the catalogue', () => {
    expect(headings('problems.md', '##')).toEqual(Object.keys(problems));
  });

  it('explain exactly the events of the catalogue', () => {
    expect(headings('events.md', '###')).toEqual(eventTypes);
    for (const { description } of Object.values(eventSchemas))
      expect(page('events.md')).toContain(`\n${description}\n`);
  });
});

describe('docs/events.md', () => {
  it('explains every attribute that CloudEvents does not define', () => {
    const text = page('events.md');
    const shown = JSON.parse(/```json\n(.*?)```/s.exec(text)?.[1] ?? '{}') as CloudEvent;
    const plain = ['specversion', 'datacontenttype', 'data'];
    const explained = [...text.matchAll(/^\| ((?:`[a-z]+`(?:, )?)+) \|/gm)].flatMap((row) => row[1]?.split(', ') ?? []);
    const attributes = Object.keys(shown).filter((name) => !plain.includes(name));
    expect(attributes).toContain('position');
    expect(attributes.filter((name) => !explained.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('docs/glossary.md', () => {
  const words = [...page('glossary.md').matchAll(/^\| \*\*(.+?)\*\* \|/gm)].map((row) => row[1]);

  it('has one entry for each term', () => {
    expect(words).toEqual([...new Set(words)]);
  });

  it('explains every status', () => {
    expect(CommentStatus.options.filter((status) => !words.includes(status))).toEqual([]);
  });

  it('names every decision, queue, restriction and mode', () => {
    const text = page('glossary.md');
    const named = [Decision, QueueName, RestrictionKind, ModerationMode].flatMap((list): string[] => list.options);
    expect(named.filter((word) => !new RegExp(`\\b${word}\\b`).test(text))).toEqual([]);
  });
});
