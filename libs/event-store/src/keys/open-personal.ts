import type { JsonObject, SealedEvent } from '../event.ts';
import { alsoAbout, unsealJointly } from './joint-seal.ts';
import { unsealPersonal } from './sealed-data.ts';

/**
 * Returns the subjects whose keys are needed to decrypt an event: none if nothing is sealed, its subject, or its
 * subject and the person that the words are about.
 */
export function personsToOpen(event: SealedEvent): string[] {
  if (event.sealed === null) return [];
  const also = alsoAbout(event.sealed);
  return also === null ? [subjectOf(event)] : [subjectOf(event), also];
}

/**
 * Returns null if nothing is sealed, or if a person whose key is needed was erased.
 * @throws Error if bytes were tampered with
 */
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
  if (subjectId === null) throw new Error(`the event at position ${position} is sealed, but has no subject`);
  return subjectId;
}
