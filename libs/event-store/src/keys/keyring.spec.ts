import { randomBytes } from 'node:crypto';
import { Keyring } from './keyring.ts';

const wrappingKey = randomBytes(32);
const keyring = new Keyring(wrappingKey);

describe('a keyring', () => {
  it('unwraps what it wrapped for a subject', () => {
    const key = keyring.newKey();
    expect(keyring.unwrap(keyring.wrap(key, 'a subject'), 'a subject')).toEqual(key);
  });

  it('unwraps nothing for another subject', () => {
    const wrapped = keyring.wrap(keyring.newKey(), 'a subject');
    expect(() => keyring.unwrap(wrapped, 'another subject')).toThrow('unable to authenticate');
  });

  it('unwraps nothing that another one wrapped', () => {
    const wrapped = keyring.wrap(keyring.newKey(), 'a subject');
    expect(() => new Keyring(randomBytes(32)).unwrap(wrapped, 'a subject')).toThrow('unable to authenticate');
  });

  it('is told apart from others by an id that does not give the key away', () => {
    expect(new Keyring(Buffer.from(wrappingKey)).id).toBe(keyring.id);
    expect(new Keyring(randomBytes(32)).id).not.toBe(keyring.id);
    expect(wrappingKey.toString('hex')).not.toContain(keyring.id);
  });

  it('takes 32 bytes for a wrapping key, and nothing else', () => {
    expect(() => new Keyring(randomBytes(16))).toThrow(RangeError);
  });
});
