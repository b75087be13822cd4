import { validate, version } from 'uuid';
import { newId } from './new-id.ts';

describe('a new id', () => {
  it('is a unique UUIDv7, and later ids sort after earlier ones', () => {
    const ids = Array.from({ length: 2000 }, newId);
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.map((id) => id.slice(0, 13)).every((time, n, times) => n === 0 || time >= String(times[n - 1]))).toBe(
      true,
    );
  });
});
