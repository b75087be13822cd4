import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventTopics } from './topics.ts';

const example = join(import.meta.dirname, '../../../../docs/examples/read-plainly.mjs');

it('the topics of events keep the names that consumers use', () => {
  const [, names = ''] = /const topics = \[(.*?)\]/.exec(readFileSync(example, 'utf8')) ?? [];
  expect([...names.matchAll(/'([^']+)'/g)].map(([, name]) => name)).toEqual(eventTopics);
});
