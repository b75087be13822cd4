import * as fc from 'fast-check';
import { Milestones } from './milestones.ts';

const at = (position: number, published: Record<string, number>) => ({
  position,
  published: new Map(Object.entries(published)),
});

const reach = (milestones: Milestones, checkpoint: number, applied: Record<string, number>): number =>
  milestones.reach(checkpoint, new Map(Object.entries(applied)));

describe('milestones of the relay', () => {
  it('say nothing where none was seen', () => {
    expect(reach(new Milestones(), 7, { a: 9 })).toBe(7);
  });

  it('are reached by whoever has the end of every partition', () => {
    const milestones = new Milestones();
    milestones.note(at(20, { a: 12, b: 5 }), 0);
    expect(reach(milestones, 0, { a: 12, b: 5 })).toBe(20);
    expect(reach(milestones, 5, { a: 12 })).toBe(20);
  });

  it('stay reached while the relay goes on: partitions lie far apart in the log', () => {
    const milestones = new Milestones();
    milestones.note(at(20, { a: 12, b: 20 }), 0);
    milestones.note(at(30, { a: 30, b: 20 }), 0);
    expect(reach(milestones, 0, { a: 12, b: 20 })).toBe(20);
    milestones.note(at(40, { a: 30, b: 40 }), 0);
    expect(reach(milestones, 0, { a: 30, b: 20 })).toBe(30);
  });

  it('leave the least of the partitions that have more to come where none is reached', () => {
    const milestones = new Milestones();
    milestones.note(at(100, { a: 90, b: 100, c: 3 }), 0);
    expect(reach(milestones, 0, { a: 60, b: 70, c: 3 })).toBe(60);
    expect(reach(milestones, 0, { a: 90, b: 70, c: 3 })).toBe(70);
  });

  it('count a partition of which nothing came as being at the checkpoint', () => {
    const milestones = new Milestones();
    milestones.note(at(20, { a: 12, b: 20 }), 0);
    expect(reach(milestones, 10, { b: 20 })).toBe(10);
    expect(reach(milestones, 12, { b: 20 })).toBe(20);
  });

  it('are forgotten once they are passed, and when the relay went back', () => {
    const milestones = new Milestones();
    milestones.note(at(20, { a: 20 }), 0);
    milestones.note(at(30, { a: 30 }), 20);
    expect(reach(milestones, 0, { a: 20 })).toBe(20); // the least, no longer the milestone
    milestones.note(at(25, { a: 25, b: 24 }), 0);
    expect(reach(milestones, 0, { a: 30 })).toBe(0);
  });

  it('never say more than was applied, whatever was published, seen and read, and all of it at the end', () => {
    const partitions = ['a', 'b', 'c', 'd'];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...partitions), { minLength: 1, maxLength: 400 }),
        fc.infiniteStream(fc.nat(3)),
        (log, chance) => {
          const milestones = new Milestones();
          const published = new Map<string, number>();
          const applied = new Map<string, number>();
          let checkpoint = 0;
          const isApplied = (position: number) => (applied.get(log[position - 1] ?? '') ?? 0) >= position;
          for (const [index, partition] of log.entries()) {
            published.set(partition, index + 1);
            if (chance.next().value === 0) milestones.note(at(index + 1, Object.fromEntries(published)), checkpoint);
            const read = partitions[chance.next().value ?? 0] ?? 'a';
            const next = log.findIndex((one, at) => one === read && at >= (applied.get(read) ?? 0) && at <= index);
            if (next >= 0) applied.set(read, next + 1);
            const said = milestones.reach(checkpoint, applied);
            for (let position = 1; position <= said; position++) expect(isApplied(position)).toBe(true);
            expect(said).toBeGreaterThanOrEqual(checkpoint);
            checkpoint = said;
          }
          milestones.note(at(log.length, Object.fromEntries(published)), checkpoint);
          expect(milestones.reach(checkpoint, published)).toBe(log.length);
        },
      ),
    );
  });

  it('are thinned out while nobody passes them, and still tell where one is', () => {
    const milestones = new Milestones();
    // Of b nothing is read for long: only milestones tell where one is.
    for (let position = 1; position <= 5_000; position++)
      milestones.note(at(position, { a: position, b: position < 5_000 ? 1 : position }), 0);
    const said = Array.from({ length: 4_999 }, (_, n) => reach(milestones, 0, { a: n + 1, b: 1 }));
    for (const [n, one] of said.entries()) expect(one).toBeLessThanOrEqual(n + 1);
    expect(said[4_900]).toBeGreaterThan(4_800);
    expect(new Set(said).size).toBeGreaterThan(64);
    expect(new Set(said).size).toBeLessThanOrEqual(256);
  });
});
