import { commandNames, commandOf, reasonKeys } from './commands.ts';
import { type Pressed, keyOf } from './key-of.ts';
import { nextStep } from './sequence.ts';

const pressed = (key: string, change: Partial<Pressed> = {}): Pressed => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...change,
});

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

describe('a pressed key', () => {
  it('is called by its letter, whether capitals are locked or not', () => {
    expect(keyOf(pressed('a'))).toBe('a');
    expect(keyOf(pressed('A'))).toBe('a');
    expect(keyOf(pressed('A', { shiftKey: true }))).toBe('shift+a');
  });

  it('is called by its place where the layout writes other letters', () => {
    expect(keyOf(pressed('ش', { code: 'KeyA' }))).toBe('a');
    expect(keyOf(pressed('ψ', { code: 'KeyC' }))).toBe('c');
    expect(keyOf(pressed('Ф', { code: 'KeyA', shiftKey: true }))).toBe('shift+a');
    expect(keyOf(pressed('١', { code: 'Digit1' }))).toBe('1');
    expect(keyOf(pressed('؟', { code: 'Slash', shiftKey: true }))).toBe('?');
  });

  it('is called by what it writes on layouts of Latin letters', () => {
    expect(keyOf(pressed('a', { code: 'KeyQ' }))).toBe('a'); // French
    expect(keyOf(pressed('&', { code: 'Digit1' }))).toBe('1'); // French, without shift
    expect(keyOf(pressed('1', { code: 'Digit1', shiftKey: true }))).toBe('1');
    expect(keyOf(pressed('/', { code: 'Digit7', shiftKey: true }))).toBe('/'); // German
    expect(keyOf(pressed('!', { code: 'Digit1', shiftKey: true }))).toBe('!');
  });

  it('belongs to the browser when it is pressed with Ctrl, Alt or Meta', () => {
    expect(keyOf(pressed('r', { ctrlKey: true }))).toBeNull();
    expect(keyOf(pressed('a', { metaKey: true }))).toBeNull();
    expect(keyOf(pressed('1', { altKey: true }))).toBeNull();
  });
});
