import { acceptedFindings } from '../comment-screening.ts';
import { findingOf } from '../specification/screening.ts';
import { bannedName, listedName } from './banned-name.ts';
import type { ListedName } from './phase.ts';

const lists = { bannedWords: ['idiot', 'kill yourself'], suspectWords: ['snake oil'] };
const found = (listed: ListedName | null, namesThemselves = true) =>
  findingOf(bannedName, 'Hello.', {}, { facts: { listedName: listed, namesThemselves } });

describe('a name with a listed word', () => {
  it('is matched as texts are', () => {
    expect(listedName('Ada', lists, null)).toBeNull();
    expect(listedName('IDI0T', lists, null)).toEqual({ list: 'banned', count: 1 });
    expect(listedName('\u0456d\u200biot', lists, null)).toEqual({ list: 'banned', count: 1 });
    expect(listedName('kill  yourself, idiot', lists, null)).toEqual({ list: 'banned', count: 2 });
    expect(listedName('Idiotest', lists, null)).toBeNull();
    expect(listedName('idiot', { bannedWords: [], suspectWords: [] }, null)).toBeNull();
  });

  it('reports a suspect word only if no banned one is found', () => {
    expect(listedName('Snake Oil', lists, null)).toEqual({ list: 'suspect', count: 1 });
    expect(listedName('Snake Oil Idiot', lists, null)).toEqual({ list: 'banned', count: 1 });
  });

  it('is refused if banned and changeable, and held if the author cannot choose another', () => {
    expect(found(null)).toBeUndefined();
    expect(found({ list: 'banned', count: 1 })?.action).toBe('reject');
    expect(found({ list: 'banned', count: 1 }, false)?.action).toBe('hold');
    expect(found({ list: 'suspect', count: 1 })?.action).toBe('hold');
  });

  it('is reported at the name field, without the word', () => {
    const finding = found({ list: 'banned', count: 2 });
    expect(finding?.evidence).toEqual({ list: 'banned', count: 2 });
    expect(() => acceptedFindings(finding ? [finding] : [], false)).toThrow(
      expect.objectContaining({
        code: 'banned-name',
        extensions: {
          rules: [{ rule: 'banned-name' }],
          errors: [{ pointer: '/author/name', detail: 'Name has words not allowed here' }],
        },
      }),
    );
  });
});
