import { createMarkdown } from './comment-markdown.ts';
import { endRuns } from './direction.ts';
import { isShownAsTyped, isTooLong } from './render-markdown.ts';
import { joinTraces, traceLines } from './trace-line.ts';
import { traceLinks } from './trace-links.ts';
import { type TracedText, joined, nothing, part, rewritten, standingFor, verbatim } from './traced-text.ts';
import { TypedLines } from './typed-lines.ts';

export interface ShownText {
  /** The plain text that readers see. Blocks and lines end in line ends. */
  readonly shown: TracedText;
  /** The targets of all rendered links, in order, percent-encoded. */
  readonly links: readonly string[];
}

/** Returns the text of the HTML that `renderMarkdown` makes, without its tags, each unit with its source range. */
export function shownText(body: string): ShownText {
  if (isShownAsTyped(body)) return asTyped(body);
  try {
    const tokens = markdown.parse(body, {});
    if (isTooLong(markdown.renderer.render(tokens, markdown.options, {}), body)) return asTyped(body);
    return shownBy(tokens, new TypedLines(body));
  } finally {
    traces.clear();
  }
}

/** The traces of one text at a time. A weak map would cost more than the parser. */
const traces = new Map<Token, TracedText>();
const markdown = createTracing();

type Renderer = ReturnType<typeof createMarkdown>;
type Token = ReturnType<Renderer['parse']>[number];

function createTracing(): Renderer {
  const parser = createMarkdown();
  traceLines(parser, traces);
  traceLinks(parser, traces);
  parser.core.ruler.before('text_join', 'trace texts', ({ tokens }) => {
    for (const { children } of tokens) if (children) joinTraces(children, ['text', 'text_special'], traces);
  });
  parser.core.ruler.before('blocks', 'trace code', ({ tokens }) => {
    for (const token of tokens) if (token.type === 'fence') traces.set(token, verbatim(token.content, 0));
  });
  return parser;
}

function asTyped(body: string): ShownText {
  const typed = withRunsEnded(verbatim(body, 0));
  const start = typed.text.length - typed.text.trimStart().length;
  return { shown: part(typed, start, Math.max(start, typed.text.trimEnd().length)), links: [] };
}

function shownBy(tokens: readonly Token[], typed: TypedLines): ShownText {
  const parts: TracedText[] = [];
  const links: string[] = [];
  const add = (traced: TracedText, written: string, line: number): void => {
    const block = from(typed.trace(written, line), traced);
    const end = parts.at(-1)?.ends.at(-1);
    if (end !== undefined) parts.push(standingFor('\n', end, Math.max(end, block.starts[0] ?? end)));
    if (block.text !== '') parts.push(block);
  };
  for (const token of tokens) {
    const [line = 0] = token.map ?? [];
    const code = token.type === 'fence' && traces.get(token);
    if (code) add(withRunsEnded(code), code.text, line + 1);
    if (!token.children) continue;
    add(joined(lineOf(token.children)), token.content, line);
    links.push(...addressesIn(token.children));
  }
  return { shown: joined(parts), links };
}

function lineOf(children: readonly Token[]): TracedText[] {
  let end = 0;
  return children.map((token, index) => {
    const traced = tracedIn(children, index, token, end);
    end = traced.ends.at(-1) ?? end;
    return traced;
  });
}

function tracedIn(children: readonly Token[], index: number, token: Token, end: number): TracedText {
  const trace = traces.get(token);
  if (token.type === 'code_inline') return withRunsEnded(trace ?? nothing);
  if (token.type === 'softbreak' || token.type === 'hardbreak') return trace ?? nothing;
  if (token.type !== 'text') return nothing;
  if (trace) return rewritten(token.content, trace);
  // Not typed by the author: the destination after a link, or the end of a directional run.
  const [start = end, to = end] = rangeOfClosing(children, index) ?? [];
  return standingFor(token.content, start, to);
}

/** Returns the source range of the end of a link: `](https://a.example)`. */
function rangeOfClosing(children: readonly Token[], index: number): [start: number, end: number] | undefined {
  let at = index;
  while (children[at]?.type === 'text') at += 1;
  const closing = children[at];
  const { starts, ends } = (closing?.type === 'link_close' && traces.get(closing)) || nothing;
  const [start, end] = [starts[0], ends[0]];
  return start === undefined || end === undefined ? undefined : [start, end];
}

const addressesIn = (children: readonly Token[]): string[] =>
  children.flatMap((token) => (token.type === 'link_open' ? (token.attrGet('href')?.toString() ?? '') : '') || []);

/** Composes two traces: the ranges of the inner text in the source of the outer one. */
function from(outer: TracedText, { text, starts, ends }: TracedText): TracedText {
  const last = outer.ends.at(-1) ?? 0;
  const startsThere = starts.map((start) => outer.starts[start] ?? last);
  return {
    text,
    starts: startsThere,
    ends: ends.map((end, at) => (end > (starts[at] ?? 0) ? outer.ends[end - 1] : startsThere[at]) ?? last),
  };
}

function withRunsEnded(traced: TracedText): TracedText {
  if (endRuns(traced.text) === traced.text) return traced;
  let at = 0;
  return joined(
    traced.text.split('\n').flatMap((line, index) => {
      const start = index === 0 ? 0 : at;
      at += (index === 0 ? 0 : 1) + line.length;
      const written = part(traced, start, at);
      const end = written.ends.at(-1) ?? 0;
      return [written, standingFor(endRuns(line).slice(line.length), end, end)];
    }),
  );
}
