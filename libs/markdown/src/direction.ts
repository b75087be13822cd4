/** Characters that open a run of text with its own direction, and those that end it (UAX 9). */
const isolates = '\u2066\u2067\u2068';
const embeddings = '\u202a\u202b\u202d\u202e';
const [endOfIsolate, endOfEmbedding] = ['\u2069', '\u202c'];

const turnsDirection = /[\u202a-\u202e\u2066-\u2069]/;

/** Deeper runs have no effect (UAX 9, BD2). */
const deepestRun = 125;

/** Tracks the directional runs that are open at a position of a text. */
export class OpenRuns {
  /** The characters that opened them. */
  private open: string[] = [];

  read(text: string): void {
    if (!turnsDirection.test(text)) return;
    for (const character of text) {
      if (isolates.includes(character) || embeddings.includes(character)) this.open.push(character);
      else if (character === endOfEmbedding && embeddings.includes(this.open.at(-1) ?? ' ')) this.open.pop();
      // The end of an isolate also ends the runs opened within it.
      else if (character === endOfIsolate) this.endIsolate();
    }
  }

  private endIsolate(): void {
    const at = this.open.findLastIndex((opener) => isolates.includes(opener));
    if (at >= 0) this.open.length = at;
  }

  /** Returns the characters that open the runs again, for a part that is processed separately. */
  again(): string {
    return this.open.slice(0, deepestRun).join('');
  }

  /** Returns the characters that end all runs, the innermost first. */
  end(): string {
    const ends = this.open.splice(0).toReversed();
    return ends.map((opener) => (isolates.includes(opener) ? endOfIsolate : endOfEmbedding)).join('');
  }
}

/** Ends every run at the end of its line, so that none changes the direction of later text. */
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

/**
 * Returns the direction of a text by its first letter, as browsers do for `dir="auto"`; undefined if it has no letter.
 */
export function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  const [letter] = strong.exec(text) ?? [];
  if (letter === undefined) return undefined;
  return rightToLeft.test(letter) ? 'rtl' : 'ltr';
}
