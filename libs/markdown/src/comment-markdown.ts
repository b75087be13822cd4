import MarkdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import { endRuns } from './direction.ts';
import { withDestinations } from './honest-links.ts';
import { limitEmphasis, limitNesting } from './markdown-nesting.ts';
import { shownAddress, withAsciiHost } from './shown-address.ts';
import { setDirections, withRunsEnded } from './text-direction.ts';
import { keepTypedNumbers } from './typed-numbers.ts';

/** Search engines give such a link no weight, and the page behind it gets no way back to this window. */
export const linkRel = 'nofollow ugc noopener';

/** A longer address, written out in percent signs, is no link: one letter of it can take twelve bytes. */
const longestAddress = 2000;

/** The Markdown of comments: emphasis, links, quotes, code, lists and line breaks. Everything else is text. */
export const commentMarkdown = createMarkdown();

/** Another one of the same kind, to which more can be added. */
export function createMarkdown() {
  const renderer = new MarkdownIt({ html: false, xhtmlOut: true, linkify: true, breaks: true, typographer: false });
  // Chinese and Japanese put no blanks beside `**`, and their punctuation is no sign that a word ends.
  renderer.use(cjkFriendly);
  renderer.disable(['image', 'heading', 'lheading', 'hr', 'table', 'reference', 'html_block', 'html_inline']);
  renderer.disable('code'); // an indented line is a poem more often than a program; fences still make code
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
  // Bare domains and addresses are often no links at all; what carries its scheme is one.
  renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  renderer.validateLink = (url) =>
    url.length <= longestAddress && /^(?:https?:\/\/|mailto:)/i.test(url.trim()) && !namesSomebodyElse.test(url);
  renderer.normalizeLink = (url) => normalized(withAsciiHost(url));
  renderer.normalizeLinkText = (url) =>
    shownAddress(url, (encoded) => mdurl.decode(encoded, `${mdurl.decode.defaultChars}%`));
}

/** `https://bank.example@evil.example/` leads to the second, and looks like the first. */
const namesSomebodyElse = /^\s*https?:\/\/[^/?#\\]*@/i;

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

/** What the allow-list would take out again, or is not there yet. */
function setLink(token: Token): void {
  if (token.type !== 'link_open') return;
  token.attrs = [
    ['href', lowerCaseScheme(String(token.attrGet('href') ?? ''))],
    ['rel', linkRel],
    // An address runs from the left in every script.
    ['dir', token.info === 'auto' ? 'ltr' : 'auto'],
  ];
}

function setCode(token: Token): void {
  token.info = '';
  token.content = endRuns(token.content);
}

/** Long lines are scrolled, with the keyboard, too. */
function makeCodeReachable({ renderer }: Renderer): void {
  const { fence } = renderer.rules;
  if (!fence) throw new Error('markdown-it has no rule for fences');
  renderer.rules.fence = (...given) => fence.apply(renderer, given).replace('<pre>', '<pre tabindex="0">');
}

const lowerCaseScheme = (address: string): string =>
  address.trim().replace(/^[a-z]+:/i, (scheme) => scheme.toLowerCase());
