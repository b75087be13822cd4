import { drawnOver, foldText } from '#letters/folded-text';
import { alikeScripts } from '#letters/look-of-letter';
import { readAs } from '#letters/lookalikes';
import { mainScriptOf } from '#letters/main-script';
import { scriptsOf } from '#letters/scripts-of';

/** Letters of an entry that stand together, as they are looked for. */
export interface Piece {
  readonly text: string;
  readonly written: readonly string[];
}

/** A word of a list. */
export interface WordEntry {
  readonly entry: string;
  /** Whether it may go on before or after what is written there: `idiot*`, `*fuck*`. */
  readonly openStart: boolean;
  readonly openEnd: boolean;
  /** Between each two stands one letter, whichever it is; some may be empty. */
  readonly pieces: readonly Piece[];
  /** The longest of the pieces: where it stands, the others are looked for. */
  readonly anchor: number;
}

/** What it is found by. */
export const anchorOf = ({ pieces, anchor }: WordEntry): string => pieces[anchor]?.text ?? '';

/** Undefined where nothing is left to look for. */
export function readEntry(entry: string, turkish: boolean): WordEntry | undefined {
  const inside = entry.replace(/^\*+/, '').replace(/\*+$/, '').trim();
  const pieces = inside.split('*').map((piece) => readPiece(piece, turkish));
  const longest = Math.max(...pieces.map(({ text }) => text.length));
  if (longest === 0) return undefined;
  const anchor = pieces.findIndex(({ text }) => text.length === longest);
  return { entry, openStart: entry.startsWith('*'), openEnd: entry.endsWith('*'), pieces, anchor };
}

/** An entry in letters of several scripts means the word it looks like. */
function readPiece(piece: string, turkish: boolean): Piece {
  const folded = foldText(piece, turkish ? 'tr' : null);
  const { text } = folded;
  const written = folded.written.map((letter) => (letter.startsWith(drawnOver) ? letter.slice(1) : letter));
  if (scriptsOf(text).length < 2) return { text, written };
  const main = alikeScripts.find((script) => script === mainScriptOf(text, undefined)) ?? 'Latin';
  const read = readAs(main, text, folded, main) ?? text;
  return { text: read, written: written.map((letter, at) => (read[at] === text[at] ? letter : (read[at] ?? ''))) };
}
