import { type Spellings, spellings } from '../specification/word-spellings.ts';
import { matchesOf } from './word-list.ts';

const found = (text: string, { list, ...options }: Spellings): string[] =>
  matchesOf(text, { bannedWords: list, suspectWords: [] }, options).map(({ entry }) => entry);
const spelled = (text: string): string =>
  text.replaceAll(/[^ -~]/gu, (letter) =>
    /\p{L}|\p{Emoji}/u.test(letter) ? letter : `\\u{${letter.codePointAt(0)?.toString(16)}}`,
  );

describe('a listed word', () => {
  const refused = spellings.flatMap((one) => one.refuse.map((text) => [one.why, spelled(text), text, one] as const));
  it.each(refused)('is found (%s): %s', (_why, _spelled, text, one) => expect(found(text, one)).not.toEqual([]));

  const passed = spellings.flatMap((one) => one.pass.map((text) => [one.why, spelled(text), text, one] as const));
  it.each(passed)('is not found (%s): %s', (_why, _spelled, text, one) => expect(found(text, one)).toEqual([]));
});
