import * as fc from 'fast-check';
import { Policy } from '#contracts/policy';
import { Finding } from '#contracts/vocabulary';
import { draftOf } from '../specification/screening.ts';
import { foldText } from '#letters/folded-text';
import { nothingKnown } from './phase.ts';
import { screen } from './screen.ts';

const strict = Policy.parse({
  bannedWords: ['idiot', '*fuck*', 'go home', '笨蛋', 'a', 'aa', 'aaa', '1i1'],
  suspectWords: ['fake*', 'ſ', 'İ', 'f*k', '👩', '가', 'ば'],
  spacedLetters: true,
  stretchedLetters: true,
  holdShouting: 20,
  holdRepeatedCharacters: 4,
  holdNewAuthors: 2,
});
const pieces = fc.constantFrom(
  'idiot',
  '1d10t',
  'і',
  'т',
  '🇷',
  '👩\u200d',
  '\u202e',
  '\u3164',
  '각',
  'ㄱ',
  'ﾊﾞ',
  'ำ',
  'İ',
  'ı',
  'ß',
  'ﷺ',
  '\u0301',
  '\u200b',
  '😀',
  '\ud800',
  '笨蛋',
  '!',
  '1',
  'a',
  ' ',
  '\n',
);
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
);

describe('screening any text', () => {
  it('never throws, and marks only ranges inside the text that do not split characters', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(null, 'tr', 'en'), (body, language) => {
        for (const finding of screen(draftOf(body, { language }), nothingKnown, strict)) {
          if (finding.action !== 'reject') Finding.parse(finding);
          for (const [start = -1, end = -1] of (finding.evidence['ranges'] ?? []) as number[][]) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(body.length);
            expect(isInsideCharacter(body, start) || isInsideCharacter(body, end)).toBe(false);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('folds each character on its own, so that the time grows linearly with the text', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const [first, second] = [foldText(`${one}.`), foldText(other)];
        const both = foldText(`${one}.${other}`);
        expect(both.text).toBe(first.text + second.text);
        expect(both.starts.length).toBe(both.text.length);
        expect(both.ends.length).toBe(both.text.length);
      }),
    );
  });

  it('finds a word at any place between other words', () => {
    const words = fc.array(fc.constantFrom('the', 'Scunthorpe', 'idiotic', '455', 'ärger', '他是', '...'), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(words, words, fc.constantFrom('idiot', 'IDIOT', 'i\u0337diot', 'id1ot'), (before, after, word) => {
        const lead = before.map((one) => `${one} `).join('');
        const body = `${lead}${word} ${after.join(' ')}`;
        const [finding] = screen(draftOf(body), nothingKnown, Policy.parse({ bannedWords: ['idiot'] }));
        expect(finding?.evidence).toEqual({ count: 1, ranges: [[lead.length, lead.length + word.length]] });
      }),
    );
  });
});

const isInsideCharacter = (text: string, at: number): boolean =>
  at > 0 && at < text.length && /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at));
