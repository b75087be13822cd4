import type MarkdownIt from 'markdown-it';

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

/** Longer numbers exceed the default indentation of lists, so the stylesheet gets their length. */
const shortNumber = 2;

/**
 * Keeps the numbers of ordered lists as typed: years, gaps, and countdowns. Only a list of nothing but ones counts up,
 * as in Markdown.
 */
export function keepTypedNumbers(tokens: readonly Token[]): void {
  const lists: { readonly list: Token; readonly items: Token[] }[] = [];
  for (const token of tokens) {
    if (token.type === 'ordered_list_open') lists.push({ list: token, items: [] });
    // Items of an unordered list inside an ordered one have no number.
    else if (token.type === 'list_item_open' && token.info !== '') lists.at(-1)?.items.push(token);
    else if (token.type === 'ordered_list_close') number(lists.pop());
  }
}

function number(found: { readonly list: Token; readonly items: readonly Token[] } | undefined): void {
  if (!found) return;
  const numbers = found.items.map(({ info }) => Number(info));
  const digits = String(Math.max(0, ...numbers)).length;
  if (digits > shortNumber) found.list.attrSet('data-digits', String(digits));
  if (numbers.every((one) => one === 1)) return;
  found.items.forEach((item, at) => {
    const [before, typed] = [numbers[at - 1], numbers[at]];
    if (before !== undefined && typed !== undefined && typed !== before + 1) item.attrSet('value', String(typed));
  });
}
