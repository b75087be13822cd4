import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import type { JsonObject } from '../event.ts';
import { seal, sealPersonal, unseal, unsealPersonal } from './sealed-data.ts';

const key = randomBytes(32);
const event = { eventId: '0190b6e8-5c1f-7000-8000-000000000001', type: 'CommentPosted' };

const refused = /unable to authenticate|unknown layout/;

describe('sealed data', () => {
  it('is decrypted to the original', () => {
    const anyPersonal = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()) as fc.Arbitrary<JsonObject>;
    fc.assert(
      fc.property(anyPersonal, (personal) => {
        const opened = unsealPersonal(sealPersonal(personal, key, event), key, event);
        expect(opened).toEqual(JSON.parse(JSON.stringify(personal)));
      }),
    );
  });

  it('is refused if any single bit was changed', () => {
    const sealed = seal(Buffer.from('what I think'), key, 'context');
    const bits = fc.integer({ min: 0, max: sealed.length * 8 - 1 });
    fc.assert(
      fc.property(bits, (bit) => {
        const changed = Buffer.from(sealed);
        changed[bit >> 3]! ^= 1 << (bit & 7);
        expect(() => unseal(changed, key, 'context')).toThrow(refused);
      }),
    );
  });

  it('is refused if a part is missing', () => {
    const sealed = seal(Buffer.from('what I think'), key, 'context');
    for (let length = 0; length < sealed.length; length++)
      expect(() => unseal(sealed.subarray(0, length), key, 'context')).toThrow(refused);
  });

  it('is decrypted only with its own key', () => {
    const sealed = sealPersonal({ body: 'mine' }, key, event);
    expect(() => unsealPersonal(sealed, randomBytes(32), event)).toThrow(refused);
  });

  it('is decrypted only for its own event', () => {
    const sealed = sealPersonal({ body: 'mine' }, key, event);
    expect(() => unsealPersonal(sealed, key, { ...event, type: 'CommentEdited' })).toThrow(refused);
    const other = { ...event, eventId: '0190b6e8-5c1f-7000-8000-000000000002' };
    expect(() => unsealPersonal(sealed, key, other)).toThrow(refused);
  });

  it('differs each time the same data is sealed', () => {
    const once = seal(Buffer.from('the same'), key, 'context');
    expect(seal(Buffer.from('the same'), key, 'context')).not.toEqual(once);
  });

  it('begins with the layout byte, and is 29 bytes longer than the plain text', () => {
    const sealed = seal(Buffer.from('twelve bytes'), key, 'context');
    expect(sealed[0]).toBe(1);
    expect(sealed).toHaveLength(29 + 12);
  });
});
