import MarkdownIt from 'markdown-it';

/**
 * Levels of blocks: a quote is one, a list and its item are two. Deeper ones are text: each costs 40 bytes of HTML for
 * one that was typed.
 */
export const deepestBlock = 10;
/** Emphasis inside emphasis; deeper marks stay as they were typed. */
export const deepestEmphasis = 6;

/** Makes quotes and lists plain text from a depth on. The parser's own limit would leave their text out. */
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

/** What each of them ends, as in markdown-it. */
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

/**
 * Turns the marks of emphasis that stands too deep into text. Pairs are well nested, so one stack tells which belong
 * together.
 */
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
