import { z } from 'zod';
import { openEvent, sealedEvent } from './event.ts';

const about = { version: 1, topic: 'comments', description: 'Somebody said something.' } as const;
const data = z.object({ readerId: z.string(), likes: z.number(), late: z.literal(true).exactOptional() });
const personal = z.object({ words: z.string() });
const example = { data: { readerId: 'x', likes: 1, late: true as const }, personal: { words: 'y' } };

describe('what is declared of an event', () => {
  it('names the owner of what it seals, of whom it knows the id', () => {
    const declared = sealedEvent({ ...about, data, personal, example, owner: 'readerId', speaksOfAComment: false });
    expect(declared.owner).toBe('readerId');
    // @ts-expect-error -- nobody owns it
    sealedEvent({ ...about, data, personal, example, speaksOfAComment: false });
    // @ts-expect-error -- there is no such field
    sealedEvent({ ...about, data, personal, example, owner: 'authorId', speaksOfAComment: false });
    // @ts-expect-error -- a number is nobody's id
    sealedEvent({ ...about, data, personal, example, owner: 'likes', speaksOfAComment: false });
  });

  it('says whether it is about a comment, where it can be', () => {
    const ofComment = data.extend({ commentId: z.string() });
    const example_ = { ...example, data: { ...example.data, commentId: 'c' } };
    const sealed = { ...about, personal, owner: 'readerId' } as const;
    expect(sealedEvent({ ...sealed, data: ofComment, example: example_, speaksOfAComment: true })).toBeDefined();
    // @ts-expect-error -- it does not say
    sealedEvent({ ...sealed, data: ofComment, example: example_ });
    // @ts-expect-error -- of no comment
    sealedEvent({ ...sealed, data, example, speaksOfAComment: true });
  });

  it('seals nothing without an owner', () => {
    expect(openEvent({ ...about, data, example: { data: example.data } })).toBeDefined();
    // @ts-expect-error -- whose would it be?
    openEvent({ ...about, data, personal, example: { data: example.data } });
  });

  it('has an example of every field', () => {
    // @ts-expect-error -- also of those that may be absent
    openEvent({ ...about, data, example: { data: { readerId: 'x', likes: 1 } } });
  });
});
