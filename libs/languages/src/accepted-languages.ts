/**
 * Returns the languages of an `Accept-Language` header (RFC 9110, 12.5.4), the most preferred first. Ignores malformed
 * entries.
 */
export function acceptedLanguages(header = ''): string[] {
  const ranges = header.split(',').flatMap((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const quality = qualityOf(parameters);
    return tag === '' || tag === '*' || !(quality > 0) ? [] : [{ tag, quality }];
  });
  return ranges.toSorted((one, other) => other.quality - one.quality).map(({ tag }) => tag);
}

/** From 0 (not acceptable) to 1. Malformed qualities count as 0. */
function qualityOf(parameters: readonly string[]): number {
  const [, quality] = parameters.map((one) => /^q\s*=\s*(.*)$/i.exec(one)).find((found) => found) ?? [];
  if (quality === undefined) return 1;
  return /^(0(\.\d*)?|1(\.0*)?)$/.test(quality) ? Number(quality) : 0;
}
