import { foldText } from '#letters/folded-text';
import { nameKeys } from './name-keys.ts';

const spellings = ['Zoë', '한국어', 'がんばって', '神田', 'Việt', 'क़लम'].map((text) => [
  text.normalize('NFC'),
  text.normalize('NFD'),
]);

describe('a decomposed letter', () => {
  it.each(spellings)('equals the composed one in word lists: %s', (composed, inParts) => {
    expect(foldText(inParts).text).toBe(foldText(composed).text);
  });

  it.each(spellings)('equals the composed one in names: %s', (composed, inParts) => {
    expect(nameKeys(inParts)).toEqual(nameKeys(composed));
  });

  it('is located at its place in the original text', () => {
    const { text, starts, ends } = foldText('a \u1112\u1161\u11ab b');
    const at = text.indexOf(foldText('한').text);
    expect([starts[at], ends[at]]).toEqual([2, 5]);
  });
});
