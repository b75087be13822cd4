/**
 * The names of an object's own fields in source order, typed. Only for objects whose type lists every field, such as
 * literals.
 */
export const keysOf = <T extends object>(of: T): (keyof T & string)[] =>
  Object.keys(of).filter((name) => isKeyOf(of, name));

/** True: the object itself has this field; inherited fields do not count. */
export const isKeyOf = <T extends object>(of: T, name: PropertyKey): name is keyof T & string =>
  Object.hasOwn(of, name);
