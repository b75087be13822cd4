import { createHash, randomBytes } from 'node:crypto';
import { seal, unseal } from './sealed-data.ts';

const keyLength = 32;

/** Holds the operator's wrapping key, which encrypts every subject's own key. */
export class Keyring {
  /** Identifies the wrapping key without revealing it. */
  readonly id: string;

  /** @param wrappingKey 32 random bytes */
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

  /** @throws Error if the key was wrapped under another wrapping key, or for another subject */
  unwrap(wrapped: Buffer, subjectId: string): Buffer {
    return unseal(wrapped, this.wrappingKey, subjectId);
  }
}
