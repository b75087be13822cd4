import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { survivingPool } from '#platform/postgres';
import { aKey, anAppend, anEvent } from '#test/support/database/appends';
import type { AppendRequest } from './append.ts';
import { InvalidEvent } from '../append-errors.ts';
import { encodeAppend, type EncodedAppend } from './encode-append.ts';
import type { JsonObject } from '../event.ts';
import { Keyring } from '../keys/keyring.ts';
import { SubjectKeys } from '../keys/subject-keys.ts';

const subjects = new SubjectKeys(survivingPool({}), new Keyring(randomBytes(32)));
const encode = (differences: Partial<AppendRequest>): EncodedAppend => encodeAppend(anAppend(differences), subjects);

function nested(depth: number): JsonObject {
  let json: JsonObject = {};
  for (let level = 0; level < depth; level++) json = { json };
  return json;
}

const subjectId = '0190b6e8-5c1f-7000-8000-00000000000a';

describe('a request to append', () => {
  it.each([
    ['U+0000 in the data', { data: { text: 'a\u0000b' } }],
    ['a lone surrogate in the data', { data: { text: 'a\ud83db' } }],
    ['a lone surrogate in a name of the data', { data: { 'a\udc00': 1 } }],
    ['U+0000 after an escaped backslash', { data: { text: '\\\u0000' } }],
    ['U+0000 in the meta', { meta: { text: '\u0000' } }],
    ['U+0000 in the type', { type: 'Comment\u0000' }],
    ['a lone surrogate in the partition key', { partitionKey: '\ud800' }],
    ['U+0000 in personal data', { subjectId, personal: { body: '\u0000' } }],
    ['a lone surrogate in personal data', { subjectId, personal: { body: '\udfff' } }],
    ['personal data without a subject', { personal: { body: 'mine' } }],
    ['an event id that is not a UUID', { eventId: '7' }],
    ['a subject id that is not a UUID', { subjectId: 'me@example.org' }],
    ['an aboutId that is not a UUID', { subjectId, aboutId: 'you', personal: { body: 'x' } }],
    ['data nested too deeply', { data: nested(20_000) }],
    ['personal data nested too deeply', { subjectId, personal: nested(20_000) }],
    ['more than 256 kB of data', { data: { text: 'x'.repeat(262_145) } }],
    ['more than 256 kB of personal data', { subjectId, personal: { body: 'x'.repeat(262_145) } }],
    ['more than 256 kB of two-byte text', { data: { text: 'é'.repeat(131_073) } }],
  ])('is refused with %s', (_, event) => {
    expect(() => encode({ events: [anEvent(event)] })).toThrow(InvalidEvent);
  });

  it('is refused with a stream id that is not a UUID', () => {
    expect(() => encode({ streamId: 'comment-7' })).toThrow(InvalidEvent);
    expect(() => encode({ guards: [{ streamId: '{0190b6e8-5c1f-7000-8000-000000000001}', version: 1 }] })).toThrow(
      InvalidEvent,
    );
  });

  it('is refused if its idempotency key or result cannot be stored', () => {
    expect(() => encode({ idempotency: aKey('\u0000') })).toThrow(InvalidEvent);
    expect(() => encode({ idempotency: { ...aKey(), result: { name: '\ud800' } } })).toThrow(InvalidEvent);
  });

  it('is refused above one megabyte', () => {
    const events = Array.from({ length: 20 }, () => anEvent({ data: { text: 'x'.repeat(60_000) } }));
    expect(() => encode({ events })).toThrow(InvalidEvent);
  });

  it('may have 60 kB of personal data, and several large events', () => {
    const large = anEvent({ subjectId, personal: { body: 'x'.repeat(60_000) } });
    expect(() => encode({ events: [large, large] })).not.toThrow();
  });

  it('keeps any well-formed text unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('\u0000') && text.isWellFormed());
        expect(eventsOf(encode({ events: [anEvent({ data: { text } })] }))).toMatchObject([{ data: { text } }]);
      }),
    );
  });

  it('keeps a typed escape sequence as text', () => {
    const text = String.raw`\u0000 \\ud800`;
    expect(eventsOf(encode({ events: [anEvent({ data: { text } })] }))).toMatchObject([{ data: { text } }]);
  });

  it('spells each id in lower case', () => {
    const streamId = '0190B6E8-5C1F-7000-8000-00000000000B';
    expect(encode({ streamId })).toMatchObject({ streamId: streamId.toLowerCase() });
  });

  it('seals personal data, with one key for each subject', () => {
    const event = anEvent({ subjectId: subjectId.toUpperCase(), personal: { body: 'my secret' } });
    const { json, subjectKeys } = encode({ events: [event, { ...event, subjectId }] });
    expect(json).not.toContain('my secret');
    expect(eventsOf({ json })).toMatchObject([{ sealed: expect.any(String) }, { sealed: expect.any(String) }]);
    expect([...subjectKeys.keys()]).toEqual([subjectId]);
  });
});

function eventsOf({ json }: Pick<EncodedAppend, 'json'>): unknown {
  return (JSON.parse(json) as { events: unknown }).events;
}
