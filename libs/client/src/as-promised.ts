/**
 * What the service sent, as its table of routes promises it; nothing where nothing was sent. What comes over a network
 * has no type, and to parse it would bring every schema into every page. The service's own specs hold its answers
 * against the same table.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what was promised
export const asPromised = <T>(text: string): T =>
  // oxlint-disable-next-line typescript/consistent-type-assertions -- see above
  (text === '' ? undefined : JSON.parse(text)) as T;
