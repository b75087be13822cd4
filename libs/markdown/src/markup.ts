/**
 * The most markup that is parsed: some 3 ms for the most expensive text, and far more than 10,000 characters by a
 * person need.
 */
export const mostMarkup = 1500;

/** A link, compared with a mark of emphasis: its address is split, encoded and checked. */
const link = 15;
/**
 * For each opening bracket the parser searches for its end, past every character that could be markup. This many of
 * them cost as much as one mark.
 */
const passedForOne = 300;
/**
 * In an address without blanks, the parser follows each `://` to the end. This many characters cost as much as one
 * mark.
 */
const followedForOne = 20;

/**
 * Returns the amount of markup in a text, in units of rendering cost: 1 for a mark of emphasis, code or a bracket, 15
 * and more for a link by its length, 1 for a line, and 4 plus its length for the prefix that opens quotes and lists.
 * `npm run bench render` searches for texts that cost more.
 */
export function markupIn(text: string): number {
  const brackets = countOf(text, /\[/g);
  const passed = brackets === 0 ? 0 : (brackets * countOf(text, meaningful)) / passedForOne;
  return countOf(text, marks) + countOf(text, /\n/g) + brackets + passed + linksIn(text) + containersIn(text);
}

const marks = /[\\`*_~\]<>&]/g;
/** Characters at which markdown-it tries all of its rules. */
const meaningful = /[\n!#$%&*+\-:<=>@[\\\]^_`{}~]/g;
const links = /\/\/|mailto:|\]\(|@/gi;
/** Matches the complete prefix of a line that opens quotes or lists. */
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
