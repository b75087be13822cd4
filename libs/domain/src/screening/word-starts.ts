// With two letters, some words would have hundreds of candidates. Four hardly exclude more than three.
const known = 3;

/** [text, at]: index of the text, and position in it. */
export type WordStart = readonly [text: number, at: number];

/** An index of the positions in several texts at which a word may begin, by its first letters. */
export class WordStarts {
  private readonly texts: string[] = [];
  private readonly starts = new Map<string, WordStart[]>();

  add(text: string): void {
    const index = this.texts.push(text) - 1;
    for (let at = 0; at + known <= text.length; at++) {
      const letters = text.slice(at, at + known);
      const starts = this.starts.get(letters);
      if (starts) starts.push([index, at]);
      else this.starts.set(letters, [[index, at]]);
    }
  }

  /** Returns every position of `word`, in the order in which the texts were added. */
  of(word: string): readonly WordStart[] {
    if (word.length < known) return this.texts.flatMap((text, index) => startsIn(text, index, word));
    const starts = this.starts.get(word.slice(0, known)) ?? [];
    return starts.filter(([index, at]) => this.texts[index]?.startsWith(word, at));
  }
}

function startsIn(text: string, index: number, word: string): WordStart[] {
  const starts: WordStart[] = [];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) starts.push([index, at]);
  return starts;
}
