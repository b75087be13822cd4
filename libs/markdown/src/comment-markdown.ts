import MarkdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import { endRuns } from './direction.ts';
import { withDestinations } from './honest-links.ts';
import { limitEmphasis, limitNesting } from './markdown-nesting.ts';
import { shownAddress, withAsciiHost } from './shown-address.ts';
import { setDirections, withRunsEnded } from './text-direction.ts';
import { keepTypedNumbers } from './typed-numbers.ts';

/** Search engines ignore such a link, and the target page cannot access this window. */
export const linkRel = 'nofollow ugc noopener';

/** Longer addresses are not linked: one letter can take twelve bytes of percent-encoding. */
const longestAddress = 2000;

/** The Markdown of comments: emphasis, links, quotes, code, lists and line breaks. Everything else is text. */
export const commentMarkdown = createMarkdown();

/** Returns a new parser of the same kind, to which rules can be added. */
export function createMarkdown() {
  const renderer = new MarkdownIt({ html: false, xhtmlOut: true, linkify: true, breaks: true, typographer: false });
  // Chinese and Japanese have no blanks around `**`, and their punctuation does not end a word.
  renderer.use(cjkFriendly);
  renderer.disable(['image', 'heading', 'lheading', 'hr', 'table', 'reference', 'html_block', 'html_inline']);
  renderer.disable('code'); // an indented line is rather a poem than a program; fences still make code
  setLinks(renderer);
  limitNesting(renderer);
  renderer.core.ruler.push('blocks', ({ tokens }) => {
    keepTypedNumbers(tokens);
    setDirections(tokens);
    tokens.filter(({ type }) => type === 'fence').forEach(setCode);
  });
  renderer.core.ruler.push('lines', ({ tokens, Token }) => {
    for (const line of tokens) if (line.children) line.children = finished(line.children, textTokens(Token));
  });
  makeCodeReachable(renderer);
  return renderer;
}

type Renderer = InstanceType<typeof MarkdownIt>;
type Token = ReturnType<Renderer['parse']>[number];

function setLinks(renderer: Renderer): void {
  const normalized = renderer.normalizeLink.bind(renderer);
  const { mdurl } = renderer.utils.lib;
  // Bare domains are often not meant as links, so only addresses with a scheme become one.
  renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  renderer.validateLink = (url) =>
    url.length <= longestAddress && /^(?:https?:\/\/|mailto:)/i.test(url.trim()) && !hasUserInfo.test(url);
  renderer.normalizeLink = (url) => normalized(withAsciiHost(url));
  renderer.normalizeLinkText = (url) =>
    shownAddress(url, (encoded) => mdurl.decode(encoded, `${mdurl.decode.defaultChars}%`));
}

/** `https://bank.example@evil.example/` leads to evil.example and looks like bank.example. */
const hasUserInfo = /^\s*https?:\/\/[^/?#\\]*@/i;

const textTokens =
  (Token: new (type: string, tag: string, nesting: 0) => Token) =>
  (content: string): Token =>
    Object.assign(new Token('text', '', 0), { content });

function finished(line: Token[], text: (content: string) => Token): Token[] {
  limitEmphasis(line);
  const honest = withDestinations(line, text);
  honest.forEach(setLink);
  return withRunsEnded(honest, text);
}

/** Sets the attributes that the allow-list expects or that the parser does not set. */
function setLink(token: Token): void {
  if (token.type !== 'link_open') return;
  token.attrs = [
    ['href', lowerCaseScheme(String(token.attrGet('href') ?? ''))],
    ['rel', linkRel],
    // Addresses run from left to right in every script.
    ['dir', token.info === 'auto' ? 'ltr' : 'auto'],
  ];
}

function setCode(token: Token): void {
  token.info = '';
  token.content = endRuns(token.content);
}

/** Long lines scroll, so the block must be focusable for the keyboard. */
function makeCodeReachable({ renderer }: Renderer): void {
  const { fence } = renderer.rules;
  if (!fence) throw new Error('markdown-it has no rule for fences');
  renderer.rules.fence = (...given) => fence.apply(renderer, given).replace('<pre>', '<pre tabindex="0">');
}

const lowerCaseScheme = (address: string): string =>
  address.trim().replace(/^[a-z]+:/i, (scheme) => scheme.toLowerCase());
