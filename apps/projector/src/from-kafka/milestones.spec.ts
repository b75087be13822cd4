import * as fc from 'fast-check';
import { Milestones } from './milestones.ts';

const at = (position: number, published: Record<string, number>) => ({
  position,
  published: new Map(Object.entries(published)),
});

const reach = (milestones: Milestones, checkpoint: number, applied: Record<string, number>): number =>
  milestones.reach(checkpoint, new Map(Object.entries(applied)));

describe('milestones of the relay', () => {
  it('leave the checkpoint as it is if none was seen', () => {
    expect(reach(new Milestones(), 7, { a: 9 })).toBe(7);
  });

  it('are reached by a projection that has the end of every partition', () => {
    const milestones = new Milestones();
    milestones.note(at(20, { a: 12, b: 5 }), 0);
    expect(reach(milestones, 0, { a: 12, b: 5 })).toBe(20);
    expect(reach(milestones, 5, { a: 12 })).toBe(20);
  });

  it('stay reached while the relay continues, however far apart partitions are', () => {
    const milestones = new Milestones();
    milestones.note(at(20, { a: 12, b: 20 }), 0);
    milestones.note(at(30, { a: 30, b: 20 }), 0);
    expect(reach(milestones, 0, { a: 12, b: 20 })).toBe(20);
    milestones.note(at(40, { a: 30, b: 40 }), 0);
    expect(reach(milestones, 0, { a: 30, b: 20 })).toBe(30);
  });

  it('if none is reached, yield the lowest position among unfinished partitions', () => {
    const milestones = new Milestones();
    milestones.note(at(100, { a: 90, b: 100, c: 3 }), 0);
    expect(reach(milestones, 0, { a: 60, b: 70, c: 3 })).toBe(60);
    expect(reach(milestones, 0, { a: 90, b: 70, c: 3 })).toBe(70);
  });

  it('count a partition without records as being at the checkpoint', () => {
    const milestones = new Milestones();
    milestones.note(at(20, { a: 12, b: 20 }), 0);
    expect(reach(milestones, 10, { b: 20 })).toBe(10);
    expect(reach(milestones, 12, { b: 20 })).toBe(20);
  });

  it('are dropped once they are passed, and when the relay restarts earlier', () => {
    const milestones = new Milestones();
    milestones.note(at(20, { a: 20 }), 0);
    milestones.note(at(30, { a: 30 }), 20);
    expect(reach(milestones, 0, { a: 20 })).toBe(20); // the lowest position, no longer the milestone
    milestones.note(at(25, { a: 25, b: 24 }), 0);
    expect(reach(milestones, 0, { a: 30 })).toBe(0);
  });

  it('never yield more than was applied, in any order of publishing and reading, and everything at the end', () => {
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
            const reached = milestones.reach(checkpoint, applied);
            for (let position = 1; position <= reached; position++) expect(isApplied(position)).toBe(true);
            expect(reached).toBeGreaterThanOrEqual(checkpoint);
            checkpoint = reached;
          }
          milestones.note(at(log.length, Object.fromEntries(published)), checkpoint);
          expect(milestones.reach(checkpoint, published)).toBe(log.length);
        },
      ),
    );
  });

  it('are thinned out while none is passed, and still bound the position', () => {
    const milestones = new Milestones();
    // Nothing of b is read for a long time: only milestones bound the position.
    for (let position = 1; position <= 5_000; position++)
      milestones.note(at(position, { a: position, b: position < 5_000 ? 1 : position }), 0);
    const reached = Array.from({ length: 4_999 }, (_, n) => reach(milestones, 0, { a: n + 1, b: 1 }));
    for (const [n, one] of reached.entries()) expect(one).toBeLessThanOrEqual(n + 1);
    expect(reached[4_900]).toBeGreaterThan(4_800);
    expect(new Set(reached).size).toBeGreaterThan(64);
    expect(new Set(reached).size).toBeLessThanOrEqual(256);
  });
});
