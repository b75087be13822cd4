import { acceptedLanguages } from './accepted-languages.ts';

describe('the languages that a browser accepts', () => {
  it('are in the order of their qualities, and as they were written where these are the same', () => {
    expect(acceptedLanguages('fr;q=0.5, de-AT, de;q=0.9 , en ;q=0.9')).toEqual(['de-AT', 'de', 'en', 'fr']);
  });

  it('are none of those that are refused', () => {
    expect(acceptedLanguages('de;q=0, en;q=0.001, fr;Q=0.000')).toEqual(['en']);
  });

  it('are none where any will do, or nothing is said', () => {
    expect(acceptedLanguages('*')).toEqual([]);
    expect(acceptedLanguages('')).toEqual([]);
    expect(acceptedLanguages()).toEqual([]);
  });

  it.each(['de;q=2', 'de;q=-1', 'de;q=', 'de;q=nonsense', 'de;q=NaN', ';q=1', ',,;;,'])(
    'are not told from %j',
    (header) => {
      expect(acceptedLanguages(header)).toEqual([]);
    },
  );
});
