import MarkdownIt from 'markdown-it';

/**
 * Block levels: a quote counts as one, a list with its item as two. Deeper blocks stay text, because each typed
 * character would cost 40 bytes of HTML.
 */
export const deepestBlock = 10;
/** Nested emphasis. Deeper marks stay text. */
export const deepestEmphasis = 6;

/** Turns quotes and lists into text from a depth on. The parser's own limit would drop their text. */
export function limitNesting(renderer: Renderer): void {
  for (const [name, alt] of nesting) {
    const rule = ruleNamed(name);
    renderer.block.ruler.at(
      name,
      (state, startLine, endLine, silent) => state.level < deepestBlock && rule(state, startLine, endLine, silent),
      { alt: [...alt] },
    );
  }
}

/** The blocks that each of them interrupts, as in markdown-it. */
const nesting = [
  ['blockquote', ['paragraph', 'reference', 'blockquote', 'list']],
  ['list', ['paragraph', 'reference', 'blockquote']],
] as const;

function ruleNamed(name: string) {
  const { ruler } = new MarkdownIt().block;
  ruler.enableOnly(name);
  const [rule] = ruler.getRules('');
  if (!rule) throw new Error(`markdown-it has no rule ${name}`);
  return rule;
}

type Renderer = InstanceType<typeof MarkdownIt>;
type Token = ReturnType<Renderer['parse']>[number];

/** Turns the marks of emphasis beyond the depth limit into text. Pairs are well nested, so one stack matches them. */
export function limitEmphasis(tokens: readonly Token[]): void {
  const open: boolean[] = [];
  for (const token of tokens) {
    if (token.nesting === 0) continue;
    const isKept = token.nesting === 1 ? open.filter(Boolean).length < deepestEmphasis : open.pop() === true;
    if (token.nesting === 1) open.push(isKept || token.type === 'link_open');
    if (!isKept && token.tag !== 'a') asText(token);
  }
}

function asText(token: Token): void {
  token.type = 'text';
  token.tag = '';
  token.nesting = 0;
  token.content = token.markup;
}
