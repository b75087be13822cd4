import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventSchema, eventSchemas, eventTypes } from './event-schemas.ts';
import { contractsFolder } from './generate-schemas.ts';
import { personalOwnerOf, speaksOfAComment } from './personal-owner.ts';

it('words about a comment are in its reports, its decisions and its notes', () => {
  expect(eventTypes.filter(speaksOfAComment)).toEqual([
    ...['CommentFlagged', 'CommentApproved', 'CommentCleared', 'CommentRejected', 'CommentEscalated'],
    ...['CommentReopened', 'CommentNoted'],
  ]);
  expect(speaksOfAComment('constructor')).toBe(false);
});

describe('the owner of what an event seals', () => {
  it.each(eventTypes)('is named exactly where there is something to seal: %s', (type) => {
    const { version, personal }: EventSchema = eventSchemas[type];
    const file = join(contractsFolder, 'golden', type, `${version}.json`);
    const { data } = JSON.parse(readFileSync(file, 'utf8')) as { data: object };
    expect(personalOwnerOf({ type, data }) !== undefined).toBe(personal !== undefined);
  });

  it('is nobody where the type is not known', () => {
    expect(personalOwnerOf({ type: 'constructor', data: { authorId: 'x' } })).toBeUndefined();
  });
});
