/**
 * The names of an object's fields, in the order in which they were written, as the type knows them. For objects that
 * are written out whole.
 */
export const keysOf = <T extends object>(of: T): (keyof T & string)[] =>
  Object.keys(of).filter((name) => isKeyOf(of, name));

/** Whether something has a field of this name itself; what it inherits does not count. */
export const isKeyOf = <T extends object>(of: T, name: PropertyKey): name is keyof T & string =>
  Object.hasOwn(of, name);
