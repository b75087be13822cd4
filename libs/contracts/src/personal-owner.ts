import { type EventSchema, eventSchemas, isEventType } from './event-schemas.ts';

/** Whose key seals an event's personal data. Undefined for events, of types known here or not, that have nobody's. */
export function personalOwnerOf({ type, data }: { type: string; data: object }): string | undefined {
  const field = declared(type)?.owner;
  const owner: unknown = field && Object.entries(data).find(([name]) => name === field)?.[1];
  return typeof owner === 'string' ? owner : undefined;
}

/**
 * Whether what such an event seals goes with the author of the comment that it is about, too. False for types that are
 * not known here.
 */
export const speaksOfAComment = (type: string): boolean => declared(type)?.speaksOfAComment === true;

const declared = (type: string): EventSchema | undefined => (isEventType(type) ? eventSchemas[type] : undefined);
