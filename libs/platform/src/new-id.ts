import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const pool = new Uint8Array(16 * 256);
let used = pool.length;

/** Returns a UUIDv7. Random bytes are read for 256 ids at once: a system call per id costs more than the rest of it. */
export const newId = (): string => v7({ rng: sixteenBytes });

function sixteenBytes(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return pool.slice(used - 16, used);
}
