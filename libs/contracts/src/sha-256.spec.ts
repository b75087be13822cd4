import { createHash } from 'node:crypto';
import { sha256 } from './sha-256.ts';

describe('SHA-256', () => {
  it.each([0, 1, 55, 56, 63, 64, 119, 120, 1000])('of %d characters equals that of Node', (length) => {
    for (const character of ['a', 'é', '文', '🙂']) {
      const text = character.repeat(length);
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });
});
