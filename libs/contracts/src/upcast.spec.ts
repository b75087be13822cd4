import type { DomainEvent } from './event-schemas.ts';
import { type StoredToParse, parseRecorded, parserOf, validateEvent } from './upcast.ts';

const uuid = '01936f00-0000-7000-8000-000000000001';
const stored = (over: Partial<StoredToParse> = {}): StoredToParse => ({
  type: 'CommentLiked',
  schemaVersion: 1,
  data: { commentId: uuid, articleId: 'a', readerId: uuid },
  personal: null,
  eventId: uuid,
  siteId: 'default',
  position: 7,
  version: 1,
  recordedAt: new Date('2026-11-23T12:00:00Z'),
  meta: { actor: 'author' },
  ...over,
});

describe('an event read from the log', () => {
  it('has its position, time and data', () => {
    expect(parseRecorded(stored())).toEqual({
      type: 'CommentLiked',
      data: { commentId: uuid, articleId: 'a', readerId: uuid },
      personal: null,
      eventId: uuid,
      siteId: 'default',
      position: 7,
      version: 1,
      at: new Date('2026-11-23T12:00:00Z'),
      meta: { actor: 'author' },
    });
  });

  it('is not validated again', () => {
    const data = { anything: true };
    expect(parseRecorded(stored({ data }))?.data).toBe(data);
  });

  it('has the decrypted data, or null if the person was erased', () => {
    const personal = { body: 'Well done.' };
    expect(parseRecorded(stored({ type: 'CommentEdited', personal }))?.personal).toBe(personal);
    expect(parseRecorded(stored({ type: 'CommentEdited' }))?.personal).toBeNull();
  });

  it('is undefined for an unknown type', () => {
    expect(parseRecorded(stored({ type: 'CommentTranslated' }))).toBeUndefined();
    expect(parseRecorded(stored({ type: 'toString' }))).toBeUndefined();
  });

  it('stays as it is if a newer version wrote it', () => {
    const data = { commentId: uuid, articleId: 'a', readerId: uuid, device: 'phone' };
    expect(parseRecorded(stored({ schemaVersion: 2, data }))?.data).toBe(data);
  });
});

describe('an event of an older version', () => {
  const versions = { CommentLiked: { version: 3 } };
  const parse = parserOf(versions, {
    CommentLiked: {
      1: ({ reader, ...rest }) => ({ ...rest, readerId: reader }),
      2: (data) => ({ ...data, kind: 'heart' }),
    },
  });

  it('is upcast step by step', () => {
    expect(parse(stored({ data: { commentId: uuid, reader: uuid } }))?.data).toEqual({
      commentId: uuid,
      readerId: uuid,
      kind: 'heart',
    });
    expect(parse(stored({ schemaVersion: 2, data: { readerId: uuid } }))?.data).toEqual({
      readerId: uuid,
      kind: 'heart',
    });
    expect(parse(stored({ schemaVersion: 3, data: { readerId: uuid } }))?.data).toEqual({ readerId: uuid });
  });

  it('does not change the stored object', () => {
    const data = Object.freeze({ commentId: uuid, reader: uuid });
    parse(stored({ data }));
    expect(data).toEqual({ commentId: uuid, reader: uuid });
  });

  it('stops the program at the start if a step is missing', () => {
    expect(() => parserOf(versions, { CommentLiked: { 1: (data) => data } })).toThrow(
      'no upcaster from CommentLiked 2 to 3',
    );
    expect(() => parserOf(versions, {})).toThrow('no upcaster from CommentLiked 1 to 2');
  });
});

describe('an event before it is stored', () => {
  const edited: DomainEvent<'CommentEdited'> = {
    type: 'CommentEdited',
    data: {
      commentId: uuid,
      articleId: 'a',
      authorId: uuid,
      revision: 2,
      findings: [],
      policyVersion: 0,
      textLength: 10,
      links: 0,
    },
    personal: { body: 'Well done.' },
  };
  const liked = { type: 'CommentLiked', data: stored().data };
  const withData = (data: object) => ({ ...edited, data: { ...edited.data, ...data } }) as DomainEvent;

  it('matches its schema', () => {
    expect(validateEvent(edited)).toEqual(edited);
    const { personal: _, ...closed } = edited;
    expect(validateEvent(closed)).toEqual(closed);
  });

  it.each([
    ['a field that no schema knows', withData({ body: 'Well done.' }), 'Unrecognized key: \\"body\\"'],
    ['a field of the wrong kind', withData({ revision: '2' }), 'expected number'],
    ['a missing field', withData({ revision: undefined }), 'expected number'],
    ['a negative count', withData({ links: -1 }), 'expected number to be >=0'],
    ['an unknown personal field', { ...edited, personal: { body: 'x', ip: '10.0.0.1' } }, 'Unrecognized key: \\"ip\\"'],
    ['personal data where there is none', { ...liked, personal: { name: 'Rea' } }, 'Unrecognized key: \\"name\\"'],
    ['an unknown type', { type: 'CommentTranslated', data: {} }, 'no event is named CommentTranslated'],
  ])('is refused with %s', (_what, event, message) => {
    expect(() => validateEvent(event as DomainEvent)).toThrow(message);
  });

  it('has lower-case ids, because ids are compared as text', () => {
    expect(validateEvent(withData({ commentId: uuid.toUpperCase() })).data).toMatchObject({ commentId: uuid });
  });
});
