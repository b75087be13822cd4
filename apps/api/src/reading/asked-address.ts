/**
 * Whether this is the one way to write an address: one that asks for the same with other escapes, with parameters that
 * mean nothing, or with one twice, is answered, but not remembered. Otherwise everybody could have one page remembered
 * under as many names as they like.
 * @param names the parameters that the question knows
 * @param lists those of them that may come more than once
 */
export function isWrittenPlainly(url: string, names: readonly string[], lists: readonly string[] = []): boolean {
  const mark = url.indexOf('?');
  const [path, query] = mark === -1 ? [url, null] : [url.slice(0, mark), url.slice(mark + 1)];
  if (!path.slice(1).split('/').every(isPlain)) return false;
  if (query === null) return true;
  const seen = new Set<string>();
  return query.split('&').every((pair) => {
    const [name = '', value = '', ...more] = pair.split('=');
    if (more.length > 0 || !names.includes(name) || (seen.has(name) && !lists.includes(name))) return false;
    seen.add(name);
    return isPlain(value.replaceAll('+', '%20'));
  });
}

/** As `encodeURIComponent` writes it, or as browsers leave it in a path. */
function isPlain(part: string): boolean {
  if (part === '') return false;
  try {
    const text = decodeURIComponent(part);
    return encodeURIComponent(text) === part || encodeURI(text) === part;
  } catch {
    return false;
  }
}
