import MarkdownIt from 'markdown-it';
import { destinationOf } from './shown-address.ts';

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

/** Finds addresses as readers would recognise them, also without a scheme. */
const finder = new MarkdownIt().linkify.set({ fuzzyLink: true, fuzzyEmail: true });

/** Adds the destination after each link whose text is another address: "bank.example (evil.example)". */
export function withDestinations(children: readonly Token[], text: (content: string) => Token): Token[] {
  const honest: Token[] = [];
  let link: { readonly href: string; words: string } | undefined;
  for (const token of children) {
    if (token.type === 'link_open') {
      link = token.info === 'auto' ? undefined : { href: String(token.attrGet('href') ?? ''), words: '' };
    } else if (token.type === 'link_close') {
      if (link && namesOtherAddress(link.words, link.href)) honest.push(text(` (${destinationOf(link.href)})`));
      link = undefined;
    } else if (link) link.words += token.content;
    honest.push(token);
  }
  return honest;
}

function namesOtherAddress(words: string, href: string): boolean {
  const [found] = finder.match(words) ?? [];
  if (!found) return false;
  const [named, real] = [plain(found.url), plain(href)];
  return named !== real && !real.endsWith(`.${named}`);
}

const plain = (address: string): string =>
  destinationOf(address)
    .toLowerCase()
    .replace(/^www\./, '');
