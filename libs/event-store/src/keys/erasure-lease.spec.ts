import { type KeyErasure, ErasureLease } from './erasure-lease.ts';

const erasure = (number: number): KeyErasure => ({ number, subjectId: `subject ${number}` });
const erasures = (from: number, to: number): KeyErasure[] =>
  Array.from({ length: to - from + 1 }, (_, index) => erasure(from + index));

describe('the erasures that a process knows', () => {
  let clock: { monotonic: number; wall: number };
  let lease: ErasureLease;

  beforeEach(() => {
    clock = { monotonic: 5_000, wall: 1_800_000_000_000 };
    lease = new ErasureLease(() => ({ ...clock }));
  });

  const pass = (ms: number): void => void (clock = { monotonic: clock.monotonic + ms, wall: clock.wall + ms });
  const look = (...found: KeyErasure[]) => lease.end(lease.begin(), found);

  it('are current for a second after the query was sent, not after its answer', () => {
    expect(lease.isFresh).toBe(false);
    const begun = lease.begin();
    pass(600);
    lease.end(begun, [erasure(3)]);
    expect(lease.isFresh).toBe(true);
    pass(399);
    expect(lease.isFresh).toBe(true);
    pass(1);
    expect(lease.isFresh).toBe(false);
  });

  it('are outdated once either clock shows a second, because one may stop and the other be set back', () => {
    look();
    clock.wall += 1000;
    expect(lease.isFresh).toBe(false);
    clock.wall -= 60_000;
    expect(lease.isFresh).toBe(true);
    clock.monotonic += 1000;
    expect(lease.isFresh).toBe(false);
  });

  it('grow by each erasure after the last known one', () => {
    expect(look(erasure(7))).toEqual(['subject 7']);
    expect(look(...erasures(7, 9))).toEqual(['subject 7', 'subject 8', 'subject 9']);
    expect(lease.begin().last).toEqual(erasure(9));
    expect(look(erasure(9))).toEqual(['subject 9']);
  });

  it('begin with the first erasure if there was none before', () => {
    look();
    expect(lease.begin().last).toBeNull();
    expect(look(...erasures(1, 2))).toEqual(['subject 1', 'subject 2']);
  });

  it('do not go back if a slower, older answer arrives later', () => {
    look(erasure(1));
    const slow = lease.begin();
    pass(10);
    const quick = lease.begin();
    lease.end(quick, erasures(1, 4));
    lease.end(slow, erasures(1, 2));
    expect(lease.begin().last).toEqual(erasure(4));
    pass(995);
    expect(lease.isFresh).toBe(true);
  });

  it('ignore a first answer that another one overtook, because erasures between them would be missed', () => {
    const slow = lease.begin();
    look(erasure(2));
    expect(lease.end(slow, [erasure(5)])).toBe('late');
    expect(lease.begin().last).toEqual(erasure(2));
  });

  it.each([
    ['ends before the last known erasure', []],
    ['has a different erasure with that number', [{ number: 4, subjectId: 'another subject' }]],
  ])('are void in a database that %s', (_name, found) => {
    look(erasure(4));
    expect(look(...found)).toBe('void');
    expect(lease.isFresh).toBe(false);
    expect(lease.begin().last).toBeUndefined();
  });
});
