import { nameKeys } from '#domain/screening/name-keys';
import type { NameInUse } from '#read-models/thread/names';

type Known = Pick<NameInUse, 'authorId' | 'name' | 'isStaff' | 'isPublic'>;

/**
 * Authors whose names look the same. Keeps all staff but only two others, which is enough to find a different author
 * for each of them. A lookup therefore costs the same for any number of authors with this name.
 */
class Alike {
  private readonly staff = new Map<string, Known>();
  private readonly others = new Map<string, Known>();

  add(known: Known): void {
    const { authorId } = known;
    const before = this.staff.get(authorId) ?? this.others.get(authorId);
    const isStaff = known.isStaff || before?.isStaff === true;
    const isPublic = known.isPublic || before?.isPublic === true;
    if (!isStaff && !before && this.others.size >= mostOthers) return;
    if (isStaff) this.others.delete(authorId);
    (isStaff ? this.staff : this.others).set(authorId, { ...known, isStaff, isPublic });
  }

  except(authorId: string): Known | undefined {
    return otherThan(authorId, this.staff) ?? otherThan(authorId, this.others);
  }
}

const mostOthers = 2;

function otherThan(authorId: string, known: ReadonlyMap<string, Known>): Known | undefined {
  for (const [id, one] of known) if (id !== authorId) return one;
  return undefined;
}

/** An index of author names by their appearance (`nameKeys`). */
export class KnownNames {
  /** The log position of the newest comment whose name was added. */
  position = 0;
  private readonly byKey = new Map<string, Alike>();
  private readonly added = new Set<string>();

  add({ authorId, name, isStaff, isPublic, position = 0 }: Known & { readonly position?: number }): void {
    this.position = Math.max(this.position, position);
    const id = `${authorId} ${isStaff} ${isPublic} ${name}`;
    if (name === '' || this.added.has(id)) return;
    this.added.add(id);
    for (const key of nameKeys(name)) {
      const alike = this.byKey.get(key) ?? new Alike();
      alike.add({ authorId, name, isStaff, isPublic });
      this.byKey.set(key, alike);
    }
  }

  /** Finds another author whose name looks like this one. A member of staff is preferred. */
  alike(keys: readonly string[], exceptId: string): Known | undefined {
    const found = keys.flatMap((key) => this.byKey.get(key)?.except(exceptId) ?? []);
    return found.find(({ isStaff }) => isStaff) ?? found[0];
  }
}
