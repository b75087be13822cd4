import { drawnOver, foldText } from '#letters/folded-text';
import { alikeScripts } from '#letters/look-of-letter';
import { readAs } from '#letters/lookalikes';
import { mainScriptOf } from '#letters/main-script';
import { scriptsOf } from '#letters/scripts-of';

/** A run of letters of an entry, between two stars. */
export interface Piece {
  readonly text: string;
  readonly written: readonly string[];
}

/** An entry of a word list, parsed. */
export interface WordEntry {
  readonly entry: string;
  /** True if the word may continue before or after its letters: `idiot*`, `*fuck*`. */
  readonly openStart: boolean;
  readonly openEnd: boolean;
  /** One letter of any kind is between each two of them. Some may be empty. */
  readonly pieces: readonly Piece[];
  /** Index of the longest piece. The search finds this one first and then checks the others. */
  readonly anchor: number;
}

/** The letters that the search looks for. */
export const anchorOf = ({ pieces, anchor }: WordEntry): string => pieces[anchor]?.text ?? '';

/** Returns undefined if the entry has no letters. */
export function readEntry(entry: string, turkish: boolean): WordEntry | undefined {
  const inside = entry.replace(/^\*+/, '').replace(/\*+$/, '').trim();
  const pieces = inside.split('*').map((piece) => readPiece(piece, turkish));
  const longest = Math.max(...pieces.map(({ text }) => text.length));
  if (longest === 0) return undefined;
  const anchor = pieces.findIndex(({ text }) => text.length === longest);
  return { entry, openStart: entry.startsWith('*'), openEnd: entry.endsWith('*'), pieces, anchor };
}

/** Letters of an entry that mixes scripts are read as the script that the entry looks like. */
function readPiece(piece: string, turkish: boolean): Piece {
  const folded = foldText(piece, turkish ? 'tr' : null);
  const { text } = folded;
  const written = folded.written.map((letter) => (letter.startsWith(drawnOver) ? letter.slice(1) : letter));
  if (scriptsOf(text).length < 2) return { text, written };
  const main = alikeScripts.find((script) => script === mainScriptOf(text, undefined)) ?? 'Latin';
  const read = readAs(main, text, folded, main) ?? text;
  return { text: read, written: written.map((letter, at) => (read[at] === text[at] ? letter : (read[at] ?? ''))) };
}
