import { type EventSchema, eventSchemas, isEventType } from './event-schemas.ts';

/** The id of the person whose key encrypts an event's personal data; undefined: none, or the type is unknown. */
export function personalOwnerOf({ type, data }: { type: string; data: object }): string | undefined {
  const field = declared(type)?.owner;
  const owner: unknown = field && Object.entries(data).find(([name]) => name === field)?.[1];
  return typeof owner === 'string' ? owner : undefined;
}

/**
 * True: the event holds words about another person's comment, which are erased with that comment's author, too. False
 * for unknown types.
 */
export const speaksOfAComment = (type: string): boolean => declared(type)?.speaksOfAComment === true;

const declared = (type: string): EventSchema | undefined => (isEventType(type) ? eventSchemas[type] : undefined);
