import { entryFault } from './entry-fault.ts';

describe('an entry of a word list', () => {
  it.each([
    ['idiot, fool; moron', 'several-words'],
    ['idiot;fool', 'several-words'],
    ['дурак, идиот', 'several-words'],
    ['كلب، حمار', 'several-words'],
    ['馬鹿、阿呆', 'several-words'],
    ['"idiot", "fool"', 'several-words'],
    ['***', 'no-letters'],
    ['.', 'no-letters'],
    ['\u0301', 'no-letters'],
    ['\u{1f3fd}', 'no-letters'],
    ['f***k', 'too-many-stars'],
    ['a*****b', 'too-many-stars'],
  ])('%s has the fault %s', (entry, fault) => expect(entryFault(entry)).toBe(fault));

  it.each([
    'idiot',
    'kill yourself',
    '*fuck*',
    'f*ck',
    'f**k',
    '1,888',
    '88',
    '🇷🇺',
    '♥',
    'C++',
    'don’t',
    '笨蛋',
    'ㅅㅂ',
    '가',
  ])('%s has no fault', (entry) => expect(entryFault(entry)).toBeNull());
});
