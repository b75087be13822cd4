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
  /** The script of the page: ISO 15924. */
  readonly script: string | undefined;
  readonly turkish: boolean;
  /** The scripts of the words to be searched for. */
  readonly scripts: readonly AlikeScript[];
  readonly spacedLetters: boolean;
  readonly stretchedLetters: boolean;
}

interface PartRead {
  readonly reading: Reading;
  /** Position of the part in the whole text. */
  readonly from: number;
}

/**
 * A text that is searched for many words, one after another, with the same matches as `matchesOf`. It is read and
 * indexed once; building an automaton of all words would take longer.
 */
export class SearchedText {
  private readonly plain: PartRead[] = [];
  private readonly starts = new WordStarts();
  private readonly stretched: (PartRead & { readonly once: Squeezed })[] = [];
  private readonly stretchedStarts = new WordStarts();

  constructor(private readonly options: SearchedTextOptions) {}

  /** Adds a part of the text. No match crosses the end of a part. */
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

  /** Returns the matches in the order of the text. A place that is found in several readings may be repeated. */
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
