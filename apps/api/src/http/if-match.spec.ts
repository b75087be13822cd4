import { readIfMatch } from './if-match.ts';

describe('the If-Match header', () => {
  it.each([
    ['"3"', ['3']],
    [' "3" ', ['3']],
    ['W/"3"', ['3']],
    ['"3", "a,b" ,W/"5"', ['3', 'a,b', '5']],
    ['""', ['']],
    ['"999999999999999999999"', ['999999999999999999999']],
  ])('names ETags: %s', (header, tags) => {
    expect(readIfMatch(header)).toEqual(tags);
  });

  it('is any version for *', () => {
    expect(readIfMatch('*')).toBe('any');
  });

  it.each(['x', '3', '', '"3', '3"', '"3" "4"', '"3",', '*, "3"', 'w/"3"', '"a b"'])(
    'is malformed unless it is a list of quoted ETags: %s',
    (header) => {
      expect(() => readIfMatch(header)).toThrow(expect.objectContaining({ code: 'malformed-request' }));
    },
  );

  it('is required', () => {
    expect(() => readIfMatch(undefined)).toThrow(expect.objectContaining({ code: 'precondition-required' }));
  });
});
