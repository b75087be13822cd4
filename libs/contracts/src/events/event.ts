import type { z } from 'zod';
import type { EventTopic } from './topics.ts';

interface Declared<Data extends z.ZodObject> {
  readonly version: number;
  readonly topic: EventTopic;
  /** One to three sentences for consumers; part of the schema, AsyncAPI and docs/events.md. */
  readonly description: string;
  /** Stored and published in clear. */
  readonly data: Data;
}

/** Every field of the data, optional ones too. */
type EveryField<Data extends z.ZodObject> = Required<z.output<Data>>;

export interface Sealed<Data extends z.ZodObject, Personal extends z.ZodObject> extends Declared<Data> {
  /** Encrypted with the owner's key. */
  readonly personal: Personal;
  /** The field of the data that has the owner's id: the person who wrote it, or the restricted author. */
  readonly owner: TextField<z.output<Data>>;
  /**
   * True: words about another person's comment. They are also encrypted with the key of that comment's author, so they
   * are erased when either of the two is erased.
   */
  readonly speaksOfAComment: z.output<Data> extends { commentId: string } ? boolean : false;
  readonly example: { readonly data: EveryField<Data>; readonly personal: z.output<Personal> };
}

type TextField<Data> = { [Name in keyof Data]-?: Data[Name] extends string ? Name : never }[keyof Data];

/** An event with personal data. */
export const sealedEvent = <Data extends z.ZodObject, Personal extends z.ZodObject>(
  declared: Sealed<Data, Personal>,
): Sealed<Data, Personal> => declared;

export interface Open<Data extends z.ZodObject> extends Declared<Data> {
  readonly example: { readonly data: EveryField<Data> };
}

/** An event without personal data. */
export const openEvent = <Data extends z.ZodObject>(declared: Open<Data>): Open<Data> => declared;
