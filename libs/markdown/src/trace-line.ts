import type MarkdownIt from 'markdown-it';
import { type TracedText, joined, rewritten, standingFor, verbatim } from './traced-text.ts';

type Renderer = InstanceType<typeof MarkdownIt>;
type Token = ReturnType<Renderer['parse']>[number];
type State = InstanceType<Renderer['inline']['State']>;

/** The source range of each token of a line, relative to the line. */
export type Traces = Map<Token, TracedText>;

/**
 * Makes a parser record where in its line each token comes from. The parser collects text in `pending` until it finds
 * something else, so pending text is one piece of the line that starts where the parser was when `pending` was empty.
 * At the end of a line it decides which marks are emphasis, then joins adjacent texts. So texts are traced before that,
 * and their traces are joined in the same way.
 */
export function traceLines({ inline }: Renderer, traces: Traces): void {
  const Traced = tracing(inline.State);
  inline.State = Traced;
  inline.ruler.before('text', 'note where', (state, silent) => {
    if (!silent && state instanceof Traced && state.pending === '') state.waitingFrom = state.pos;
    return false;
  });
  inline.ruler2.before('balance_pairs', 'trace', (state) => {
    if (state instanceof Traced) traceTokens(state, state.places, traces);
  });
  inline.ruler2.before('fragments_join', 'trace emphasis', ({ tokens }) => {
    tokens.forEach((token) => traceEmphasis(token, traces));
    joinTraces(tokens, ['text'], traces);
  });
}

/** Joins the traces of adjacent texts, which the parser is about to join into the last of them. */
export function joinTraces(tokens: readonly Token[], kinds: readonly string[], traces: Traces): void {
  let run: TracedText[] = [];
  tokens.forEach((token, at) => {
    if (!kinds.includes(token.type)) return;
    const trace = traces.get(token);
    if (trace && token.content !== '') run.push(trace);
    if (kinds.includes(tokens[at + 1]?.type ?? '')) return;
    if (run.length !== 1 || run[0] !== trace) traces.set(token, joined(run));
    run = [];
  });
}

function tracing(State: Renderer['inline']['State']) {
  return class extends State {
    /** The start of each token. */
    readonly places: number[] = [];
    waitingFrom = 0;

    override pushPending(): Token {
      this.places.push(this.waitingFrom);
      this.waitingFrom += this.pending.length;
      return super.pushPending();
    }

    override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
      const afterWhatWaits = this.waitingFrom + this.pending.length;
      const token = super.push(type, tag, nesting);
      // At the start of a link, the parser is after its bracket or scheme.
      this.places.push(type === 'link_open' ? afterWhatWaits : this.pos);
      return token;
    }
  };
}

function traceTokens({ src, tokens }: State, places: readonly number[], traces: Traces): void {
  let end = 0;
  tokens.forEach((token, index) => {
    const at = places[index] ?? 0;
    const before = tokens[index - 1];
    const following = places[index + (token.type === 'link_close' ? 1 : 2)] ?? src.length;
    if (token.type === 'text' && before?.type === 'link_open' && before.info === 'auto') {
      traces.set(
        token,
        ofAddress(token.content, src, places[index - 1] ?? 0, before.markup === 'autolink' ? undefined : following),
      );
    } else if (token.type === 'text') {
      const trace = verbatim(token.content, Math.max(at, end)); // several marks of emphasis are found at once
      end = Math.max(at, end) + token.content.length;
      traces.set(token, trace);
    } else if (token.type === 'text_special') {
      traces.set(token, standingFor(token.content, at, at + token.markup.length));
    } else if (token.type === 'code_inline') traces.set(token, ofCode(token, src, at));
    else if (token.type === 'link_close') traces.set(token, standingFor(' ', at, Math.max(at, following)));
    else if (token.type !== 'link_open') traces.set(token, standingFor('\n', at, at + 1));
  });
}

/** An automatic link is shown decoded. In angle brackets, it ends with them. */
function ofAddress(shown: string, src: string, start: number, following?: number): TracedText {
  const from = following === undefined ? start + 1 : start;
  const typed = src.slice(from, following ?? src.indexOf('>', from)).trimEnd();
  return rewritten(shown, verbatim(typed, from));
}

/** A blank at both ends of code is not shown, and a line end is shown as a blank. */
function ofCode({ content, markup }: Token, src: string, at: number): TracedText {
  const from = at + markup.length;
  const isWhole = src.slice(from, from + content.length).replaceAll('\n', ' ') === content;
  return verbatim(content, isWhole ? from : from + 1);
}

/** Of two marks that form strong emphasis, the parser keeps the inner one and empties the outer one. */
function traceEmphasis(token: Token, traces: Traces): void {
  if (token.tag !== 'strong') return;
  const [at = 0] = traces.get(token)?.starts ?? [];
  traces.set(token, verbatim(token.markup, token.nesting === 1 ? at - 1 : at));
}
