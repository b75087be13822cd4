import { commandNames, commandOf, reasonKeys } from './commands.ts';
import { nextStep } from './sequence.ts';

describe('the keys of the desk', () => {
  it.each([
    ['j', 'next'],
    ['k', 'previous'],
    ['a', 'approve'],
    ['i', 'approveIgnoring'],
    ['r', 'reject'],
    ['e', 'escalate'],
    ['b', 'restrict'],
    ['n', 'note'],
    ['c', 'conversation'],
    ['u', 'undo'],
    ['x', 'select'],
    ['shift+a', 'approveSelected'],
    ['shift+r', 'rejectSelected'],
    ['/', 'search'],
    ['?', 'help'],
  ])('%s: %s', (key, name) => {
    expect(nextStep('', key)).toEqual({ kind: 'command', name });
  });

  it('lead to a queue by g and a digit', () => {
    expect(nextStep('', 'g')).toEqual({ kind: 'begun', pressed: 'g' });
    expect(nextStep('g', '1')).toEqual({ kind: 'command', name: 'goPending' });
    expect(nextStep('g', '2')).toEqual({ kind: 'command', name: 'goReported' });
    expect(nextStep('g', '3')).toEqual({ kind: 'command', name: 'goEscalated' });
  });

  it('do nothing after a beginning that they do not belong to', () => {
    expect(nextStep('g', 'a')).toEqual({ kind: 'nothing' });
    expect(nextStep('', '1')).toEqual({ kind: 'nothing' });
  });

  it('mean one thing each, and none begins another', () => {
    const all = commandNames.flatMap((name) => [...commandOf(name).keys]);
    expect(new Set(all).size).toBe(all.length);
    const beginnings = all.filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]);
    expect(all.filter((keys) => beginnings.includes(keys))).toEqual([]);
  });

  it('begin with the digits where a reason is asked for', () => {
    expect(reasonKeys.slice(0, 9)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });
});
