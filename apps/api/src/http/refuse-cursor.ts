import { InvalidCursor } from '#read-models/cursor';
import { InvalidFields } from './invalid-fields.ts';

/** @throws InvalidFields for a cursor of another list; rethrows any other error */
export function refuseCursor(error: unknown): never {
  if (error instanceof InvalidCursor)
    throw new InvalidFields([{ pointer: '?cursor', detail: 'is not a cursor of this list' }]);
  throw error;
}
