import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';

/** The comment before a block: `<!-- not run: reason -->`, `<!-- run by: spec -->`, `<!-- save as: name -->`. */
interface Marker {
  readonly kind: 'not run' | 'run by' | 'save as';
  readonly text: string;
}

export interface Block {
  readonly page: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  readonly marker: Marker | undefined;
}

const markdown = new MarkdownIt({ html: true });
const isMarkerKind = (kind: string | undefined): kind is Marker['kind'] =>
  kind === 'not run' || kind === 'run by' || kind === 'save as';

/** Returns the fenced blocks of a page, each with the marker on the line before it. */
export function blocksOf(root: string, page: string): Block[] {
  const tokens = markdown.parse(readFileSync(join(root, page), 'utf8'), {});
  return tokens.flatMap(({ type, info, content, map }, at) => {
    if (type !== 'fence') return [];
    const before = tokens[at - 1];
    const marker = before?.type === 'html_block' ? markerIn(before.content) : undefined;
    return [{ page, line: (map?.[0] ?? 0) + 1, language: info.trim(), code: content, marker }];
  });
}

function markerIn(comment: string): Marker | undefined {
  const [, kind, text = ''] = /<!-- (not run|run by|save as): (\S[^]*?) -->\s*$/.exec(comment) ?? [];
  return isMarkerKind(kind) ? { kind, text } : undefined;
}
