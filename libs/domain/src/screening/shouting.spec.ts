import { findingOf } from '../specification/screening.ts';
import { repeatedCharacters } from './repeated-characters.ts';
import { shouting } from './shouting.ts';

const foundLoud = (body: string, holdShouting = 80) => findingOf(shouting, body, { holdShouting })?.evidence;
const foundRepeated = (body: string, holdRepeatedCharacters = 5) =>
  findingOf(repeatedCharacters, body, { holdRepeatedCharacters })?.evidence;

describe('shouting', () => {
  it.each([
    ['English', 'WHY DO THEY NEVER LISTEN TO ME'],
    ['Greek', 'ΓΙΑΤΙ ΔΕΝ ΑΚΟΥΕΙ ΚΑΝΕΙΣ ΕΔΩ'],
    ['Russian', 'ПОЧЕМУ МЕНЯ НИКТО НЕ СЛУШАЕТ'],
  ])('is found in %s', (_language, body) => {
    expect(foundLoud(body)).toMatchObject({ from: 80 });
  });

  it.each([
    ['an abbreviation or two', 'NATO and the EU'],
    ['a short cry', 'GOOOOAL!!!'],
    ['a German sentence', 'Die Regierung und die Opposition im Deutschen Bundestag'],
    ['a title and a sentence', 'BREAKING NEWS: the mayor announced that there is nothing new to report'],
    ['Arabic', 'لماذا لا يسمعني أحد هنا في هذا المكان'],
    ['Chinese', '为什么没有人听我说话为什么没有人听我说话'],
    ['numbers', '1234567890 1234567890 1234567890'],
  ])('is not found in %s', (_what, body) => {
    expect(foundLoud(body)).toBeUndefined();
  });

  it("starts at the policy's share, and is off at 0", () => {
    const half = 'ABCDEFGHIJabcdefghij';
    expect(foundLoud(half, 50)).toEqual({ capitals: 10, letters: 20, from: 50 });
    expect(foundLoud(half, 51)).toBeUndefined();
    expect(foundLoud(half.toUpperCase(), 0)).toBeUndefined();
  });
});

describe('repeated characters', () => {
  it("are found from the policy's number on, with ranges", () => {
    expect(foundRepeated('Noooooo way!!!!!')).toEqual({ from: 5, count: 2, ranges: [[1, 7], [11, 16]] }); // prettier-ignore
    expect(foundRepeated('Noooo!')).toBeUndefined();
    expect(foundRepeated('Nooooo!', 0)).toBeUndefined();
  });

  it('are counted in characters, and marked in code units', () => {
    expect(foundRepeated('x 😀😀😀😀😀')?.['ranges']).toEqual([[2, 12]]);
    expect(foundRepeated('😀😀😀😀')).toBeUndefined();
  });

  it('are not found in white space, dots and drawn lines', () => {
    expect(foundRepeated('Well ..........\n\n\n\n\n\n---------- =====\t\t\t\t\t\t')).toBeUndefined();
  });
});
