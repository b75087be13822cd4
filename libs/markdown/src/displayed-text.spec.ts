import fc from 'fast-check';
import { displayedText } from './displayed-text.ts';
import { shownText } from './shown-text.ts';

const [rlo, lro, rle, rli, lri, pdf, pdi] = Array.from('\u202e\u202d\u202b\u2067\u2066\u202c\u2069');
const displayed = (body: string): string | undefined => displayedText(shownText(body).shown)?.text;
const shalom = '\u05e9\u05dc\u05d5\u05dd';
const backwards = (text: string): string => Array.from(text).toReversed().join('');

describe('the displayed order of a text', () => {
  it.each([
    ['letters that are turned around', `${rlo}toidi na era uoY${pdf}`, 'You are an idiot'],
    ['some of them', `You ${rlo}toidi${pdf}, you`, 'You idiot, you'],
    ['by their numbers', '&#x202e;toidi', 'idiot'],
    ['inside emphasis', `id**${rlo}toi**`, 'idiot'],
    ['turned around twice', `${rlo}to${lro}id${pdf}i`, 'iidot'],
    ['with marks', `${rlo}to\u0308ide\u0301`, 'e\u0301dio\u0308t'],
    ['of two units', `${rlo}😀b𝐚`, '𝐚b😀'],
    ['line by line', `${rlo}toidi\n${rlo}loof`, 'idiot\nfool'],
    ['words put in another order', `${rli}${lri}yourself${pdi} ${lri}kill${pdi}${pdi}`, 'kill yourself'],
    ['Hebrew that is turned around', `${lro}${backwards(shalom)}${pdf}`, shalom],
    ['Hebrew that is not', `${rle}${shalom} a1 ${shalom}${pdf}`, `${shalom} a1 ${shalom}`],
  ])('is read in the order of the screen: %s', (_what, body, read) => {
    expect(displayed(body)).toBe(read);
  });

  it('is computed in parts for a long line, with the open runs carried over', () => {
    const words = 'You are an idiot, and so are we. '.repeat(60).trim();
    const read = displayed(`${rlo}${backwards(words)}`);
    expect(read?.match(/idiot/g)).toHaveLength(60);
  });

  it('is undefined if the text has no direction controls', () => {
    expect(displayed(`You *idiot* ${shalom}`)).toBeUndefined();
  });

  it('has the same letters, each with its source range', () => {
    const pieces = fc.constantFrom(
      rlo,
      lro,
      rle,
      rli,
      lri,
      pdf,
      pdi,
      'a',
      'b',
      ' ',
      '1',
      ',',
      '(',
      shalom,
      '😀',
      '\u0301',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const { shown } = shownText(parts.join(''));
        const read = displayedText(shown) ?? shown;
        const unitsOf = ({ text, starts }: typeof shown): string[] =>
          Array.from({ length: text.length }, (_, at) => `${text.charAt(at)} ${starts[at]}`).filter(
            (unit) => !/^[\u202a-\u202e\u2066-\u2069]/.test(unit),
          );
        expect(unitsOf(read).toSorted()).toEqual(unitsOf(shown).toSorted());
      }),
      { numRuns: 500 },
    );
  });
});
