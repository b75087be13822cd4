import { createHash, randomBytes } from 'node:crypto';
import { seal, unseal } from './sealed-data.ts';

const keyLength = 32;

/** Holds the key from the operator's hands that wraps every subject's own key. */
export class Keyring {
  /** Tells one wrapping key from another, and nothing about it. */
  readonly id: string;

  /** `wrappingKey`: 32 random bytes. */
  constructor(private readonly wrappingKey: Buffer) {
    if (wrappingKey.length !== keyLength)
      throw new RangeError(`a wrapping key has ${keyLength} bytes, not ${wrappingKey.length}`);
    this.id = createHash('sha256').update('colloquy wrapping key ').update(wrappingKey).digest('hex').slice(0, 16);
  }

  newKey(): Buffer {
    return randomBytes(keyLength);
  }

  wrap(key: Buffer, subjectId: string): Buffer {
    return seal(key, this.wrappingKey, subjectId);
  }

  /** Throws where the key was wrapped under another wrapping key, or for another subject. */
  unwrap(wrapped: Buffer, subjectId: string): Buffer {
    return unseal(wrapped, this.wrappingKey, subjectId);
  }
}
