import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventSchema, eventSchemas, eventTypes } from './event-schemas.ts';
import { contractsFolder } from './generate-schemas.ts';
import { personalOwnerOf, speaksOfAComment } from './personal-owner.ts';

it('reports, decisions and notes have words about another person’s comment', () => {
  expect(eventTypes.filter(speaksOfAComment)).toEqual([
    ...['CommentFlagged', 'CommentApproved', 'CommentCleared', 'CommentRejected', 'CommentEscalated'],
    ...['CommentReopened', 'CommentNoted'],
  ]);
  expect(speaksOfAComment('constructor')).toBe(false);
});

describe('the owner of an event’s personal data', () => {
  it.each(eventTypes)('is declared exactly if the event has personal data: %s', (type) => {
    const { version, personal }: EventSchema = eventSchemas[type];
    const file = join(contractsFolder, 'golden', type, `${version}.json`);
    const { data } = JSON.parse(readFileSync(file, 'utf8')) as { data: object };
    expect(personalOwnerOf({ type, data }) !== undefined).toBe(personal !== undefined);
  });

  it('is undefined for an unknown type', () => {
    expect(personalOwnerOf({ type: 'constructor', data: { authorId: 'x' } })).toBeUndefined();
  });
});
