/**
 * Parses what the service sent, with the type that the table of routes promises. Undefined for an empty text. It does
 * not validate, because that would bring every schema into every page; the service's own specs check its responses
 * against the same table.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows the promised type
export const asPromised = <T>(text: string): T =>
  // oxlint-disable-next-line typescript/consistent-type-assertions -- see above
  (text === '' ? undefined : JSON.parse(text)) as T;
