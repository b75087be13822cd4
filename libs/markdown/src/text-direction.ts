import type MarkdownIt from 'markdown-it';
import { OpenRuns, directionOf, endRuns } from './direction.ts';

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

const blocks = new Set(['p', 'blockquote', 'ul', 'ol', 'li', 'code']);

/**
 * Gives each block the direction of its first letter. Browsers compute it (`dir="auto"`), but skip elements that
 * have a `dir` themselves, so quotes, lists and links get theirs explicitly.
 */
export function setDirections(tokens: readonly Token[]): void {
  const open: Token[] = [];
  for (const token of tokens) {
    if (blocks.has(token.tag) && token.nesting === 1) open.push(token);
    if (blocks.has(token.tag) && token.nesting === -1) open.pop();
    if (blocks.has(token.tag) && token.nesting !== -1) token.attrSet('dir', 'auto');
    if (token.children) settle(open, token.children);
  }
}

/** The first letter decides: in a paragraph the first one outside links, if there is any. */
function settle(open: readonly Token[], line: readonly Token[]): void {
  const { outside, inside } = directionsOf(line);
  const direction = outside ?? inside;
  if (direction === undefined) return;
  for (const block of open) {
    if (block.meta !== null) continue;
    block.meta = { direction };
    const isFound = block.tag === 'p' && outside !== undefined;
    if (direction === 'rtl' && !isFound) block.attrSet('dir', 'rtl');
  }
}

function directionsOf(line: readonly Token[]) {
  let [inLink, outside, inside] = [false, '', ''];
  for (const { type, content } of line) {
    if (type === 'link_open') inLink = true;
    else if (type === 'link_close') inLink = false;
    else if (inLink) inside += content;
    else outside += content;
  }
  return { outside: directionOf(outside), inside: directionOf(inside) };
}

/**
 * Adds to a line's tokens the ends of all directional runs that it leaves open. A run opened inside a link ends there.
 * @param text makes a token of a text
 */
export function withRunsEnded(children: readonly Token[], text: (content: string) => Token): Token[] {
  const ended: Token[] = [];
  const around = [new OpenRuns()];
  const end = (): void => {
    const marks = around.at(-1)?.end();
    if (marks) ended.push(text(marks));
  };
  for (const token of children) {
    if (token.type === 'link_close' || token.type === 'softbreak' || token.type === 'hardbreak') end();
    if (token.type === 'link_close') around.pop();
    if (token.type === 'link_open') around.push(new OpenRuns());
    if (token.type === 'code_inline') token.content = endRuns(token.content);
    else around.at(-1)?.read(token.content);
    ended.push(token);
  }
  end();
  return ended;
}
