import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DomainEvent, eventTypes } from '#contracts/event-schemas';
import { contractsFolder } from '#contracts/generate-schemas';
import { speaksOfAComment } from '#contracts/personal-owner';
import { type StreamPlace, toAppend } from './append-events.ts';

const author = '019a8e11-2f60-7b8a-b1c4-7d5e9f3a2c08';
const place: StreamPlace = { siteId: 'default', partitionKey: 'default/a', actor: { kind: 'moderator', id: null } };

const golden = (type: string): DomainEvent => {
  const { data, personal } = JSON.parse(readFileSync(join(contractsFolder, 'golden', type, '1.json'), 'utf8'));
  return { type, data, personal } as DomainEvent;
};

describe('an event to append', () => {
  it.each(eventTypes)('is also sealed for the comment’s author if it holds words about the comment: %s', (type) => {
    const { aboutId } = toAppend(golden(type), { ...place, commentAuthorId: author });
    expect(aboutId).toBe(speaksOfAComment(type) ? author : undefined);
  });

  it.each(eventTypes.filter(speaksOfAComment))('is rejected without the comment’s author: %s', (type) => {
    expect(() => toAppend(golden(type), place)).toThrow('needs commentAuthorId');
  });
});
