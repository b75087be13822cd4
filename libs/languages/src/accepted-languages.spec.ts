import { acceptedLanguages } from './accepted-languages.ts';

describe('the languages of an Accept-Language header', () => {
  it('are ordered by quality, and in the order of the header if qualities are equal', () => {
    expect(acceptedLanguages('fr;q=0.5, de-AT, de;q=0.9 , en ;q=0.9')).toEqual(['de-AT', 'de', 'en', 'fr']);
  });

  it('do not include languages with quality 0', () => {
    expect(acceptedLanguages('de;q=0, en;q=0.001, fr;Q=0.000')).toEqual(['en']);
  });

  it('are none for * and for an empty or missing header', () => {
    expect(acceptedLanguages('*')).toEqual([]);
    expect(acceptedLanguages('')).toEqual([]);
    expect(acceptedLanguages()).toEqual([]);
  });

  it.each(['de;q=2', 'de;q=-1', 'de;q=', 'de;q=nonsense', 'de;q=NaN', ';q=1', ',,;;,'])(
    'are none for the malformed header %j',
    (header) => {
      expect(acceptedLanguages(header)).toEqual([]);
    },
  );
});
