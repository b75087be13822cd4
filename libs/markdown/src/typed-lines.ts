import { type TracedText, joined, standingFor, verbatim } from './traced-text.ts';

/** The lines of a text as Markdown counts them, each with its start. */
export class TypedLines {
  private readonly lines: { readonly start: number; readonly text: string }[] = [];

  constructor(private readonly body: string) {
    let start = 0;
    for (const text of body.replaceAll('\0', '\ufffd').split(/\r\n?|\n/)) {
      this.lines.push({ start, text });
      const end = start + text.length;
      start = end + (body.startsWith('\r\n', end) ? 2 : 1);
    }
  }

  /**
   * Traces text that the parser took from lines: the end of each line, without the prefix that opens quotes and lists,
   * and without surrounding blanks.
   */
  trace(taken: string, firstLine: number): TracedText {
    return joined(
      taken.split('\n').flatMap((text, index) => {
        const line = this.traceLine(text, firstLine + index);
        return index === 0 ? [line] : [this.lineEnd(firstLine + index - 1), line];
      }),
    );
  }

  /** The parser may have replaced leading tabs by blanks. Then the whole indentation is one range. */
  private traceLine(taken: string, index: number): TracedText {
    const { start, text } = this.line(index);
    const words = taken.trimStart();
    const indent = taken.slice(0, taken.length - words.length);
    const end = text.endsWith(words) ? text.length : lengthWithoutTrailingBlanks(text);
    const at = Math.max(0, end - words.length);
    const from = Math.max(0, at - indent.length);
    if (text.slice(from, at) === indent) return verbatim(taken, start + from);
    return joined([standingFor(indent, start + from, start + at), verbatim(words, start + at)]);
  }

  private lineEnd(index: number): TracedText {
    const { start, text } = this.line(index);
    const end = start + text.length;
    return standingFor('\n', end, this.body.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, this.body.length));
  }

  private line(index: number) {
    return this.lines[index] ?? { start: this.body.length, text: '' };
  }
}

/** Length of a line without trailing blanks. The parser drops those of a paragraph's last line. */
function lengthWithoutTrailingBlanks(line: string): number {
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end -= 1;
  return end;
}
