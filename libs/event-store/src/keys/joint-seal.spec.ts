import { randomBytes } from 'node:crypto';
import { alsoAbout, sealJointly, unsealJointly } from './joint-seal.ts';
import { sealPersonal, unsealPersonal } from './sealed-data.ts';

const event = { eventId: '0190b6e8-5c1f-7000-8000-000000000001', type: 'CommentFlagged' };
const [writer, author, unrelated] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const id = '0190b6e8-5c1f-7000-8000-00000000abcd';
const words = { note: 'about the other person' };
const sealed = sealJointly(words, writer, { id, key: author }, event);
const refused = /unable to authenticate|unknown layout/;

describe('words sealed under the keys of their writer and of the person they are about', () => {
  it('are decrypted with both keys', () => {
    expect(unsealJointly(sealed, writer, { id, key: author }, event)).toEqual(words);
  });

  it('are not decrypted with any other pair of keys, nor with the two in reverse order', () => {
    for (const [own, key] of [
      [writer, unrelated],
      [unrelated, author],
      [writer, writer],
      [author, author],
      [author, writer],
    ] as const)
      expect(() => unsealJointly(sealed, own, { id, key }, event)).toThrow(refused);
    for (const key of [writer, author])
      for (const bytes of [sealed, sealed.subarray(17)])
        expect(() => unsealPersonal(bytes, key, event)).toThrow(refused);
  });

  it('are decrypted only for their own event and for the person they are about', () => {
    const other = { id: id.replace('abcd', 'abce'), key: author };
    expect(() => unsealJointly(sealed, writer, other, event)).toThrow(refused);
    const moved = { ...event, eventId: event.eventId.replace('1', '2') };
    expect(() => unsealJointly(sealed, writer, { id, key: author }, moved)).toThrow(refused);
  });

  it('name the person they are about, while data sealed under one key names no one else', () => {
    expect(alsoAbout(sealed)).toBe(id);
    expect(alsoAbout(sealPersonal(words, writer, event))).toBeNull();
    expect(() => alsoAbout(sealed.subarray(0, 16))).toThrow(refused);
  });

  it('begin with the layout byte, and are 46 bytes longer than the plain text', () => {
    expect(sealed[0]).toBe(2);
    expect(sealed).toHaveLength(46 + JSON.stringify(words).length);
  });
});
