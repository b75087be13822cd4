import { z } from 'zod';
import { openEvent, sealedEvent } from './event.ts';

const about = { version: 1, topic: 'comments', description: 'Something happened.' } as const;
const data = z.object({ readerId: z.string(), likes: z.number(), late: z.literal(true).exactOptional() });
const personal = z.object({ words: z.string() });
const example = { data: { readerId: 'x', likes: 1, late: true as const }, personal: { words: 'y' } };

describe('the declaration of an event', () => {
  it('names a field with an id as the owner of personal data', () => {
    const declared = sealedEvent({ ...about, data, personal, example, owner: 'readerId', speaksOfAComment: false });
    expect(declared.owner).toBe('readerId');
    // @ts-expect-error -- no owner
    sealedEvent({ ...about, data, personal, example, speaksOfAComment: false });
    // @ts-expect-error -- no such field
    sealedEvent({ ...about, data, personal, example, owner: 'authorId', speaksOfAComment: false });
    // @ts-expect-error -- a number is not an id
    sealedEvent({ ...about, data, personal, example, owner: 'likes', speaksOfAComment: false });
  });

  it('declares whether it has words about another person’s comment', () => {
    const ofComment = data.extend({ commentId: z.string() });
    const example_ = { ...example, data: { ...example.data, commentId: 'c' } };
    const sealed = { ...about, personal, owner: 'readerId' } as const;
    expect(sealedEvent({ ...sealed, data: ofComment, example: example_, speaksOfAComment: true })).toBeDefined();
    // @ts-expect-error -- `speaksOfAComment` is missing
    sealedEvent({ ...sealed, data: ofComment, example: example_ });
    // @ts-expect-error -- it has no comment
    sealedEvent({ ...sealed, data, example, speaksOfAComment: true });
  });

  it('has no personal data without an owner', () => {
    expect(openEvent({ ...about, data, example: { data: example.data } })).toBeDefined();
    // @ts-expect-error -- no owner
    openEvent({ ...about, data, personal, example: { data: example.data } });
  });

  it('has an example of every field', () => {
    // @ts-expect-error -- optional fields need an example, too
    openEvent({ ...about, data, example: { data: { readerId: 'x', likes: 1 } } });
  });
});
