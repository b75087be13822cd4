/** Names headings as GitHub does, so that a link to an anchor leads to the same place in both. */
export function headingIds(): (heading: string) => string {
  const uses = new Map<string, number>();
  return (heading) => {
    const name = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, '')
      .replaceAll(/\s/g, '-');
    const before = uses.get(name) ?? 0;
    uses.set(name, before + 1);
    return before === 0 ? name : `${name}-${before}`;
  };
}
