import type { JsonObject, SealedEvent } from '../event.ts';
import { alsoAbout, unsealJointly } from './joint-seal.ts';
import { unsealPersonal } from './sealed-data.ts';

/**
 * Whose keys it takes to open an event: none where nothing is sealed, its subject's, or those of its subject and of
 * whom the words are about.
 */
export function personsToOpen(event: SealedEvent): string[] {
  if (event.sealed === null) return [];
  const also = alsoAbout(event.sealed);
  return also === null ? [subjectOf(event)] : [subjectOf(event), also];
}

/** Null where nothing is sealed, or somebody whose key it takes was erased. Throws where bytes were tampered with. */
export function openPersonal(event: SealedEvent, keys: ReadonlyMap<string, Buffer | null>): JsonObject | null {
  const { sealed } = event;
  const key = sealed && keys.get(subjectOf(event));
  if (!sealed || !key) return null;
  const id = alsoAbout(sealed);
  if (id === null) return unsealPersonal(sealed, key, event);
  const aboutKey = keys.get(id);
  return aboutKey ? unsealJointly(sealed, key, { id, key: aboutKey }, event) : null;
}

function subjectOf({ position, subjectId }: SealedEvent): string {
  if (subjectId === null) throw new Error(`the event at ${position} is sealed, and belongs to no subject`);
  return subjectId;
}
