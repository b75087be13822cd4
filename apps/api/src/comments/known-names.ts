import { nameKeys } from '#domain/screening/name-keys';
import type { NameInUse } from '#read-models/thread/names';

type Known = Pick<NameInUse, 'authorId' | 'name' | 'isStaff' | 'isPublic'>;

/** Names by what they look like. */
export class KnownNames {
  /** Of the newest comment whose name is known. */
  position = 0;
  private readonly byKey = new Map<string, Map<string, Known>>();
  private readonly added = new Set<string>();

  add({ authorId, name, isStaff, isPublic, position = 0 }: Known & { readonly position?: number }): void {
    this.position = Math.max(this.position, position);
    const id = `${authorId} ${isStaff} ${isPublic} ${name}`;
    if (name === '' || this.added.has(id)) return;
    this.added.add(id);
    for (const key of nameKeys(name)) {
      const alike = this.byKey.get(key) ?? new Map<string, Known>();
      const before = alike.get(authorId);
      const known = { authorId, name, isStaff: isStaff || !!before?.isStaff, isPublic: isPublic || !!before?.isPublic };
      this.byKey.set(key, alike.set(authorId, known));
    }
  }

  /** Somebody else whose name looks like this one; of the staff, if there is one. */
  alike(keys: readonly string[], exceptId: string): Known | undefined {
    const others = keys.flatMap((key) =>
      [...(this.byKey.get(key)?.values() ?? [])].filter((one) => one.authorId !== exceptId),
    );
    return others.find(({ isStaff }) => isStaff) ?? others[0];
  }
}
