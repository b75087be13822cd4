import type { IsSameLetter } from './accents.ts';
import { foldedTexts } from '#letters/folded-texts';
import type { AlikeScript } from '#letters/look-of-letter';
import type { Range } from './ranges.ts';
import { type Reading, readingsOf } from '#letters/readings';
import { type Squeezed, findStretched, squeezed, stretched } from './stretched-letters.ts';
import { type WordEntry, anchorOf } from './word-entry.ts';
import { type Place, findEntry } from './word-finding.ts';
import { WordStarts } from './word-starts.ts';

export interface SearchedTextOptions {
  /** Of the page: ISO 15924. */
  readonly script: string | undefined;
  readonly turkish: boolean;
  /** Of the words that will be looked for. */
  readonly scripts: readonly AlikeScript[];
  readonly spacedLetters: boolean;
  readonly stretchedLetters: boolean;
}

interface PartRead {
  readonly reading: Reading;
  /** Where the part begins in the whole text. */
  readonly from: number;
}

/**
 * A text in which many words are looked for, one by one, and found where `matchesOf` finds them all at once: it is read
 * and indexed once, and no automaton of the words is built, which takes longer than all of this.
 */
export class SearchedText {
  private readonly plain: PartRead[] = [];
  private readonly starts = new WordStarts();
  private readonly stretched: (PartRead & { readonly once: Squeezed })[] = [];
  private readonly stretchedStarts = new WordStarts();

  constructor(private readonly options: SearchedTextOptions) {}

  /** A part that no word goes out of. */
  add(text: string, from: number): void {
    const { script, turkish, scripts, spacedLetters, stretchedLetters } = this.options;
    for (const folded of foldedTexts(text, turkish ? 'tr' : null, spacedLetters))
      for (const reading of readingsOf(folded, scripts, script)) {
        this.plain.push({ reading, from });
        this.starts.add(reading.text);
        const once = stretchedLetters ? stretched(reading) : undefined;
        if (!once) continue;
        this.stretched.push({ reading, from, once });
        this.stretchedStarts.add(once.text);
      }
  }

  /** In the order of the text; a place that several readings find may be there twice. */
  rangesOf(word: WordEntry, same: IsSameLetter): Range[] {
    const anchor = anchorOf(word);
    const found = this.starts.of(anchor).flatMap(([index, at]) => {
      const part = this.plain[index];
      return part ? rangeOf(part, findEntry(word, part.reading, at, same)) : [];
    });
    if (this.stretched.length > 0 && word.pieces.length === 1)
      for (const [index, at] of this.stretchedStarts.of(squeezed(anchor).text)) {
        const part = this.stretched[index];
        if (part) found.push(...rangeOf(part, findStretched(word, part.reading, part.once, at, same)));
      }
    return found.toSorted((one, other) => one[0] - other[0] || one[1] - other[1]);
  }
}

function rangeOf({ reading: { folded }, from }: PartRead, place: Place | undefined): Range[] {
  if (!place) return [];
  return [[from + (folded.starts[place[0]] ?? 0), from + (folded.ends[place[1] - 1] ?? 0)]];
}
