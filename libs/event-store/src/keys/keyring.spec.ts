import { randomBytes } from 'node:crypto';
import { Keyring } from './keyring.ts';

const wrappingKey = randomBytes(32);
const keyring = new Keyring(wrappingKey);

describe('a keyring', () => {
  it('unwraps a key that it wrapped for the subject', () => {
    const key = keyring.newKey();
    expect(keyring.unwrap(keyring.wrap(key, 'a subject'), 'a subject')).toEqual(key);
  });

  it('refuses to unwrap a key for another subject', () => {
    const wrapped = keyring.wrap(keyring.newKey(), 'a subject');
    expect(() => keyring.unwrap(wrapped, 'another subject')).toThrow('unable to authenticate');
  });

  it('refuses to unwrap a key that another keyring wrapped', () => {
    const wrapped = keyring.wrap(keyring.newKey(), 'a subject');
    expect(() => new Keyring(randomBytes(32)).unwrap(wrapped, 'a subject')).toThrow('unable to authenticate');
  });

  it('has an id that differs from those of others and does not reveal the key', () => {
    expect(new Keyring(Buffer.from(wrappingKey)).id).toBe(keyring.id);
    expect(new Keyring(randomBytes(32)).id).not.toBe(keyring.id);
    expect(wrappingKey.toString('hex')).not.toContain(keyring.id);
  });

  it('accepts only a wrapping key of 32 bytes', () => {
    expect(() => new Keyring(randomBytes(16))).toThrow(RangeError);
  });
});
