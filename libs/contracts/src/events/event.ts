import type { z } from 'zod';
import type { EventTopic } from './topics.ts';

interface Declared<Data extends z.ZodObject> {
  readonly version: number;
  readonly topic: EventTopic;
  /** What it says, for whoever reads the feed. */
  readonly description: string;
  /** What travels in clear. */
  readonly data: Data;
}

/** Every field of the data, also those that may be absent. */
type EveryField<Data extends z.ZodObject> = Required<z.output<Data>>;

export interface Sealed<Data extends z.ZodObject, Personal extends z.ZodObject> extends Declared<Data> {
  /** What is sealed under a person's own key. */
  readonly personal: Personal;
  /** Whose key that is: the field of the data with the id of whoever wrote it, or whom a restriction names. */
  readonly owner: TextField<z.output<Data>>;
  /**
   * Whether it is somebody's words about another person's comment: then the key of that comment's author seals it as
   * well, and the words go with whoever of the two is erased first.
   */
  readonly speaksOfAComment: z.output<Data> extends { commentId: string } ? boolean : false;
  readonly example: { readonly data: EveryField<Data>; readonly personal: z.output<Personal> };
}

type TextField<Data> = { [Name in keyof Data]-?: Data[Name] extends string ? Name : never }[keyof Data];

/** An event that holds something personal. */
export const sealedEvent = <Data extends z.ZodObject, Personal extends z.ZodObject>(
  declared: Sealed<Data, Personal>,
): Sealed<Data, Personal> => declared;

export interface Open<Data extends z.ZodObject> extends Declared<Data> {
  readonly example: { readonly data: EveryField<Data> };
}

/** An event that anybody may read as a whole. */
export const openEvent = <Data extends z.ZodObject>(declared: Open<Data>): Open<Data> => declared;
