import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const pool = new Uint8Array(16 * 256);
let used = pool.length;

/**
 * A UUIDv7. Randomness is drawn from the system for 256 ids at a time: a call for each costs more than the rest of the
 * id.
 */
export const newId = (): string => v7({ rng: sixteenBytes });

function sixteenBytes(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return pool.slice(used - 16, used);
}
