import { nameKeys } from '#domain/screening/name-keys';
import { KnownNames } from './known-names.ts';

const alike = (names: KnownNames, name: string, exceptId = '') => names.alike(nameKeys(name), exceptId);
const reader = { isStaff: false, isPublic: true };

describe('known names', () => {
  it('match lookalikes, except the author’s own name', () => {
    const names = new KnownNames();
    names.add({ authorId: 'anna', name: 'Anna', ...reader, position: 7 });
    expect(alike(names, 'АNNA')).toMatchObject({ authorId: 'anna' });
    expect(alike(names, 'Anna', 'anna')).toBeUndefined();
    expect(alike(names, 'Hanna')).toBeUndefined();
    expect(names.position).toBe(7);
  });

  it('match staff before readers, even readers who wrote first', () => {
    const names = new KnownNames();
    names.add({ authorId: 'guest', name: 'Maria', ...reader });
    names.add({ authorId: 'staff', name: 'Maria', isStaff: true, isPublic: true });
    expect(alike(names, 'Maria')).toMatchObject({ authorId: 'staff', isStaff: true });
  });

  it('mark a moderator as public staff, whether they first decided or first wrote as a reader', () => {
    for (const first of [{ isStaff: true, isPublic: false }, reader]) {
      const names = new KnownNames();
      names.add({ authorId: 'mo', name: 'Mo', ...first });
      names.add({ authorId: 'mo', name: 'Mo', isStaff: true, isPublic: first.isStaff });
      names.add({ authorId: 'mo', name: 'MO', ...reader });
      expect(alike(names, 'Mo')).toMatchObject({ isStaff: true, isPublic: true });
    }
  });

  it('match another author for each of 1,000 with the same name, and prefer staff', () => {
    const names = new KnownNames();
    const ids = Array.from({ length: 1000 }, (_, n) => `guest-${n}`);
    for (const authorId of ids) names.add({ authorId, name: 'Anna', ...reader });
    const others = ids.map((authorId) => alike(names, 'Anna', authorId)?.authorId);
    expect(others.filter((other) => !ids.includes(String(other)))).toHaveLength(0);
    expect(others.filter((other, n) => other === ids[n])).toHaveLength(0);
    names.add({ authorId: 'guest-999', name: 'Anna', isStaff: true, isPublic: true });
    expect(alike(names, 'Anna', 'guest-0')).toMatchObject({ authorId: 'guest-999', isStaff: true });
    expect(alike(names, 'Anna', 'guest-999')).toMatchObject({ isStaff: false });
  });

  it('leave out the empty name of an erased author', () => {
    const names = new KnownNames();
    names.add({ authorId: 'gone', name: '', ...reader, position: 3 });
    expect(alike(names, '')).toBeUndefined();
    expect(names.position).toBe(3);
  });
});
