const mostCharacters = 50;

/** The beginning of a comment on one line, to tell it by. */
export function excerptOf(body: string): string {
  const line = Array.from(body.replaceAll(/\s+/g, ' ').trim());
  return line.length > mostCharacters
    ? `${line
        .slice(0, mostCharacters - 1)
        .join('')
        .trimEnd()}…`
    : line.join('');
}
