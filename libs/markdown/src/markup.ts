/**
 * What one comment may ask of the Markdown parser: some 3 ms for the dearest text there is, and far more than a
 * person's 10,000 characters ask.
 */
export const mostMarkup = 1500;

/** A link beside a mark of emphasis: its address is taken apart, encoded and checked. */
const link = 15;
/**
 * From each opening bracket its end is looked for, past every character that could mean something: so many of them for
 * the price of one mark.
 */
const passedForOne = 300;
/**
 * Where no blank ends an address, each `://` in it is followed to its end: so many characters for the price of one
 * mark.
 */
const followedForOne = 20;

/**
 * How much of a text is markup, in what it costs to render: a mark of emphasis, code or a bracket is one, a link 15 and
 * more where it is long, a line one, and what opens quotes and lists in front of it as much as it is long and four
 * more. `npm run bench render` looks for texts that cost more.
 */
export function markupIn(text: string): number {
  const brackets = countOf(text, /\[/g);
  const passed = brackets === 0 ? 0 : (brackets * countOf(text, meaningful)) / passedForOne;
  return countOf(text, marks) + countOf(text, /\n/g) + brackets + passed + linksIn(text) + containersIn(text);
}

const marks = /[\\`*_~\]<>&]/g;
/** Where markdown-it stops to ask all of its rules. */
const meaningful = /[\n!#$%&*+\-:<=>@[\\\]^_`{}~]/g;
const links = /\/\/|mailto:|\]\(|@/gi;
/** Everything in front of a line that opens a quote or a list, however many of them. */
const containers = /^(?:[ \t]*(?:>|[-+*](?=[ \t\n]|$)|\d{1,9}[.)](?=[ \t\n]|$)))+/gm;

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

function linksIn(text: string): number {
  if (text.search(links) < 0) return 0;
  let cost = 0;
  for (const word of text.split(/\s/)) cost += countOf(word, links) * (link + word.length / followedForOne);
  return cost;
}

function containersIn(text: string): number {
  let cost = 0;
  for (const found of text.match(containers) ?? []) cost += 4 + found.length;
  return cost;
}
