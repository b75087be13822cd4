import { nameKeys } from '#domain/screening/name-keys';
import { KnownNames } from './known-names.ts';

const alike = (names: KnownNames, name: string, exceptId = '') => names.alike(nameKeys(name), exceptId);
const reader = { isStaff: false, isPublic: true };

describe('the names that are known', () => {
  it('are found by what they look like, except one’s own', () => {
    const names = new KnownNames();
    names.add({ authorId: 'anna', name: 'Anna', ...reader, position: 7 });
    expect(alike(names, 'АNNA')).toMatchObject({ authorId: 'anna' });
    expect(alike(names, 'Anna', 'anna')).toBeUndefined();
    expect(alike(names, 'Hanna')).toBeUndefined();
    expect(names.position).toBe(7);
  });

  it('are those of staff first, whoever wrote before', () => {
    const names = new KnownNames();
    names.add({ authorId: 'guest', name: 'Maria', ...reader });
    names.add({ authorId: 'staff', name: 'Maria', isStaff: true, isPublic: true });
    expect(alike(names, 'Maria')).toMatchObject({ authorId: 'staff', isStaff: true });
  });

  it('of somebody who decided, and wrote, or wrote before they were staff, are public and of staff', () => {
    for (const first of [{ isStaff: true, isPublic: false }, reader]) {
      const names = new KnownNames();
      names.add({ authorId: 'mo', name: 'Mo', ...first });
      names.add({ authorId: 'mo', name: 'Mo', isStaff: true, isPublic: first.isStaff });
      names.add({ authorId: 'mo', name: 'MO', ...reader });
      expect(alike(names, 'Mo')).toMatchObject({ isStaff: true, isPublic: true });
    }
  });

  it('find somebody else for each of many who have the same one, and staff among them', () => {
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

  it('are not the one that was erased', () => {
    const names = new KnownNames();
    names.add({ authorId: 'gone', name: '', ...reader, position: 3 });
    expect(alike(names, '')).toBeUndefined();
    expect(names.position).toBe(3);
  });
});
