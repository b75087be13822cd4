import MarkdownIt from 'markdown-it';
import type { Traces } from './trace-line.ts';
import { nothing, part, rewritten } from './traced-text.ts';

type Renderer = InstanceType<typeof MarkdownIt>;
type Token = ReturnType<Renderer['parse']>[number];
type Children = readonly Token[] | null;

/** Traces the links that the linkify rule finds, because it splits a text into new tokens. */
export function traceLinks(parser: Renderer, traces: Traces): void {
  const linkify = linkifyRule();
  parser.core.ruler.at('linkify', (state) => {
    const before = state.tokens.map(({ children }): Children => children);
    linkify(state);
    state.tokens.forEach(({ children }, at) => {
      const old = before[at];
      if (old && children && children !== old) retrace(parser, old, children, traces);
    });
  });
}

function linkifyRule() {
  const { ruler } = new MarkdownIt().core;
  ruler.enableOnly('linkify');
  const [rule] = ruler.getRules('');
  if (!rule) throw new Error('markdown-it has no rule linkify');
  return rule;
}

function retrace(parser: Renderer, before: readonly Token[], after: readonly Token[], traces: Traces): void {
  let at = 0;
  before.forEach((token, index) => {
    if (after[at] === token) {
      at += 1;
      return;
    }
    const from = at;
    while (at < after.length && after[at] !== before[index + 1]) at += 1;
    retraceParts(parser, token, after.slice(from, at), traces);
  });
}

function retraceParts(parser: Renderer, whole: Token, parts: readonly Token[], traces: Traces): void {
  const trace = traces.get(whole) ?? nothing;
  const found = parser.linkify.match(whole.content) ?? [];
  let at = 0;
  let link: { readonly index: number; readonly lastIndex: number } | undefined;
  for (const token of parts) {
    if (token.type === 'link_open') {
      while (found[0] && parser.normalizeLink(found[0].url) !== token.attrGet('href')) found.shift();
      link = found.shift();
    } else if (token.type === 'link_close') link = undefined;
    else {
      const end = link ? link.lastIndex : at + token.content.length;
      traces.set(token, rewritten(token.content, part(trace, at, end)));
      at = end;
    }
  }
}
