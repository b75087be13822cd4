/** What opens a run of text in a direction of its own, and what ends it (UAX 9). */
const isolates = '\u2066\u2067\u2068';
const embeddings = '\u202a\u202b\u202d\u202e';
const [endOfIsolate, endOfEmbedding] = ['\u2069', '\u202c'];

const turnsDirection = /[\u202a-\u202e\u2066-\u2069]/;

/** Deeper runs change nothing (UAX 9, BD2). */
const deepestRun = 125;

/** The runs that are open where a text has been read up to. */
export class OpenRuns {
  /** What opened them. */
  private open: string[] = [];

  read(text: string): void {
    if (!turnsDirection.test(text)) return;
    for (const character of text) {
      if (isolates.includes(character) || embeddings.includes(character)) this.open.push(character);
      else if (character === endOfEmbedding && embeddings.includes(this.open.at(-1) ?? ' ')) this.open.pop();
      // The end of an isolate ends whatever was opened within it.
      else if (character === endOfIsolate) this.endIsolate();
    }
  }

  private endIsolate(): void {
    const at = this.open.findLastIndex((opener) => isolates.includes(opener));
    if (at >= 0) this.open.length = at;
  }

  /** What opens them again, for a part that is read by itself. */
  again(): string {
    return this.open.slice(0, deepestRun).join('');
  }

  /** What ends them all, the last one first. */
  end(): string {
    const ends = this.open.splice(0).toReversed();
    return ends.map((opener) => (isolates.includes(opener) ? endOfIsolate : endOfEmbedding)).join('');
  }
}

/** The text with every run ended where its line ends: none turns what stands behind it. */
export const endRuns = (text: string): string =>
  turnsDirection.test(text) ? text.split('\n').map(endRunsOfLine).join('\n') : text;

function endRunsOfLine(line: string): string {
  const runs = new OpenRuns();
  runs.read(line);
  return line + runs.end();
}

const strong = /[\p{L}\u200e\u200f\u061c]/u;
const rightToLeft = new RegExp(
  `[\u200f\u061c${[
    ...['Arabic', 'Hebrew', 'Syriac', 'Thaana', 'Nko', 'Samaritan', 'Mandaic', 'Adlam', 'Hanifi_Rohingya', 'Yezidi'],
    ...['Sogdian', 'Old_Sogdian', 'Phoenician', 'Imperial_Aramaic', 'Avestan', 'Nabataean', 'Palmyrene', 'Lydian'],
  ]
    .map((script) => `\\p{Script=${script}}`)
    .join('')}]`,
  'u',
);

/** Where a text begins, by its first letter, as browsers find it for `dir="auto"`; undefined where it has none. */
export function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  const [letter] = strong.exec(text) ?? [];
  if (letter === undefined) return undefined;
  return rightToLeft.test(letter) ? 'rtl' : 'ltr';
}
