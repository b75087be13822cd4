import { randomBytes } from 'node:crypto';
import { alsoAbout, sealJointly, unsealJointly } from './joint-seal.ts';
import { sealPersonal, unsealPersonal } from './sealed-data.ts';

const event = { eventId: '0190b6e8-5c1f-7000-8000-000000000001', type: 'CommentFlagged' };
const [writer, author, stranger] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const id = '0190b6e8-5c1f-7000-8000-00000000abcd';
const words = { note: 'what one says about the other' };
const sealed = sealJointly(words, writer, { id, key: author }, event);
const refused = /unable to authenticate|layout that is not known/;

describe('words sealed under the keys of their writer and of whom they are about', () => {
  it('open with both keys', () => {
    expect(unsealJointly(sealed, writer, { id, key: author }, event)).toEqual(words);
  });

  it('open with no other two keys: not with either twice, nor the other way round', () => {
    for (const [own, key] of [
      [writer, stranger],
      [stranger, author],
      [writer, writer],
      [author, author],
      [author, writer],
    ] as const)
      expect(() => unsealJointly(sealed, own, { id, key }, event)).toThrow(refused);
    for (const key of [writer, author])
      for (const bytes of [sealed, sealed.subarray(17)])
        expect(() => unsealPersonal(bytes, key, event)).toThrow(refused);
  });

  it('open for their own event, and for whom they are about, only', () => {
    const other = { id: id.replace('abcd', 'abce'), key: author };
    expect(() => unsealJointly(sealed, writer, other, event)).toThrow(refused);
    const moved = { ...event, eventId: event.eventId.replace('1', '2') };
    expect(() => unsealJointly(sealed, writer, { id, key: author }, moved)).toThrow(refused);
  });

  it('say whom they are about; what is sealed under one key says nobody', () => {
    expect(alsoAbout(sealed)).toBe(id);
    expect(alsoAbout(sealPersonal(words, writer, event))).toBeNull();
    expect(() => alsoAbout(sealed.subarray(0, 16))).toThrow(refused);
  });

  it('begin with their layout, and are 46 bytes longer than what they are', () => {
    expect(sealed[0]).toBe(2);
    expect(sealed).toHaveLength(46 + JSON.stringify(words).length);
  });
});
