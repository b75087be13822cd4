import { type Pressed, lettersBy, meaningsOf } from './meanings.ts';
import { firstStep } from './sequence.ts';

type Change = Partial<Pressed> & { readonly altGraph?: true };

const pressed = (key: string, code: string, { altGraph, ...change }: Change = {}): Pressed => ({
  key,
  code,
  keyCode: 0,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  getModifierState: (name) => name === 'AltGraph' && altGraph === true,
  ...change,
});
const shift = { shiftKey: true };

/** Returns the action of a key after a sequence that began with `before`. A letter identifies the keyboard layout. */
function does(layout: Layout, [key, code, before = '', change = {}]: Case): string {
  const meanings = meaningsOf(pressed(key, code, change), lettersBy(pressed(layout.letter, 'KeyF')));
  const step = firstStep(before, meanings);
  return step.kind === 'command' ? step.name : step.kind === 'begun' ? `${step.pressed} …` : 'nothing';
}

type Case = readonly [key: string, code: string, before?: string, change?: Change];
interface Layout {
  /** The letter that it types by the key at the place of the English F. */
  readonly letter: string;
  readonly cases: Readonly<Record<string, readonly Case[]>>;
}

/** Keys as these layouts write them; by what they do. */
const layouts: Readonly<Record<string, Layout>> = {
  AZERTY: {
    letter: 'f',
    cases: {
      approve: [['a', 'KeyQ']],
      undo: [['z', 'KeyW']],
      search: [['/', 'Period', '', shift]],
      help: [['?', 'KeyM', '', shift]],
      showNew: [['.', 'Comma', '', shift]],
      goPending: [
        ['&', 'Digit1', 'g'],
        ['1', 'Digit1', 'g', shift],
        ['1', 'Numpad1', 'g'],
      ],
      goReported: [['é', 'Digit2', 'g']],
      goPolicy: [['è', 'Digit7', 'g']],
      goNumbers: [
        ['-', 'Digit6', 'g'],
        ['6', 'Digit6', 'g', shift],
      ],
      nothing: [
        ['q', 'KeyA'],
        ['w', 'KeyZ'],
        [',', 'KeyM'],
        ['!', 'Slash'],
        ['§', 'Slash', '', shift],
        ['é', 'Digit2'],
      ],
    },
  },
  QWERTZ: {
    letter: 'f',
    cases: {
      undo: [
        ['z', 'KeyY'],
        ['u', 'KeyU'],
      ],
      search: [['/', 'Digit7', '', shift]],
      help: [['?', 'Minus', '', shift]],
      nothing: [
        ['y', 'KeyZ'],
        ['ö', 'Semicolon'],
        ['ß', 'Minus'],
        ['!', 'Digit1', 'g', shift],
        ['@', 'KeyQ', '', { altGraph: true, ctrlKey: true, altKey: true }],
        ['€', 'KeyE', '', { altGraph: true }],
      ],
    },
  },
  'Czech, with a slash by AltGr': {
    letter: 'f',
    cases: {
      goReported: [['ě', 'Digit2', 'g']],
      search: [['/', 'BracketLeft', '', { altGraph: true, ctrlKey: true, altKey: true }]],
      nothing: [
        ['đ', 'KeyA', '', { altGraph: true }],
        ['a', 'KeyA', '', { altGraph: true, ctrlKey: true, altKey: true }],
      ],
    },
  },
  Dvorak: {
    letter: 'u',
    cases: {
      approve: [['a', 'KeyA']],
      reject: [['r', 'KeyO']],
      escalate: [['e', 'KeyD']],
      undo: [['u', 'KeyF']],
      showNew: [['.', 'KeyE']],
      selectAll: [['X', 'KeyB', '', shift]],
      nothing: [
        [';', 'KeyZ'],
        [',', 'KeyW'],
        [':', 'KeyZ', '', shift],
        ["'", 'KeyQ'],
        ['z', 'Slash', 'g'],
      ],
    },
  },
  'Turkish Q': {
    letter: 'f',
    cases: {
      approveIgnoring: [
        ['ı', 'KeyI'],
        ['i', 'Quote'],
        ['I', 'KeyI'],
        ['İ', 'Quote'],
      ],
      search: [['/', 'Digit7', '', shift]],
      nothing: [
        ['ş', 'Semicolon'],
        ['ç', 'Period'],
        ['ö', 'Comma'],
        ['.', 'Slash', 'g'],
      ],
      showNew: [['.', 'Slash']],
    },
  },
  'Turkish F': {
    letter: 'a',
    cases: {
      approve: [['a', 'KeyF']],
      approveIgnoring: [
        ['ı', 'KeyR'],
        ['i', 'KeyS'],
      ],
      escalate: [['e', 'KeyD']],
      reject: [['r', 'KeyI']],
      next: [['j', 'KeyZ']],
      nothing: [
        ['ğ', 'KeyE'],
        ['ü', 'KeyT'],
        ['ö', 'KeyX'],
        ['ç', 'KeyV'],
        ['ş', 'Quote'],
      ],
    },
  },
  'Thai Kedmanee': {
    letter: '\u0e14',
    cases: {
      approve: [['\u0e1f', 'KeyA']],
      reject: [['\u0e1e', 'KeyR']],
      note: [['\u0e37', 'KeyN']], // a vowel that combines
      next: [['\u0e48', 'KeyJ']], // a tone mark
      selectAll: [[')', 'KeyX', '', shift]],
      search: [
        ['\u0e1d', 'Slash'],
        ['/', 'Digit2'],
      ],
      help: [
        ['?', 'KeyM', '', shift],
        ['\u0e26', 'Slash', '', shift],
      ],
      goPending: [
        ['\u0e45', 'Digit1', 'g'],
        ['\u0e51', 'Digit2', 'g', shift],
      ],
      goReported: [['/', 'Digit2', 'g']],
      goEscalated: [['-', 'Digit3', 'g']],
    },
  },
  'Arabic 101': {
    letter: '\u0628',
    cases: {
      approve: [['\u0634', 'KeyA']],
      restrict: [['\u0644\u0627', 'KeyB']], // two letters of one key
      approveSelected: [['\u0650', 'KeyA', '', shift]], // a mark of a vowel
      selectAll: [['\u0652', 'KeyX', '', shift]],
      search: [
        ['\u0638', 'Slash'],
        ['/', 'KeyL', '', shift],
      ],
      showNew: [
        ['\u0632', 'Period'],
        ['.', 'Period', '', shift],
      ],
      help: [['\u061f', 'Slash', '', shift]],
      goPending: [
        ['1', 'Digit1', 'g'],
        ['\u0661', 'Digit1', 'g'],
        ['\u0661', 'Numpad1', 'g'],
      ],
      edits: [['\u064a', 'KeyD']],
    },
  },
  Persian: {
    letter: '\u0628',
    cases: {
      approve: [['\u0634', 'KeyA']],
      next: [['\u062a', 'KeyJ']],
      search: [['/', 'Slash']],
      goNumbers: [['\u06f6', 'Digit6', 'g']],
    },
  },
  Hebrew: {
    letter: '\u05db',
    cases: {
      approve: [['\u05e9', 'KeyA']],
      approveSelected: [['A', 'KeyA', '', shift]],
      search: [['/', 'KeyQ']],
      showNew: [
        ['\u05e5', 'Period'],
        ['.', 'Slash'],
      ],
    },
  },
  Russian: {
    letter: '\u0430',
    cases: {
      approve: [['\u0444', 'KeyA']],
      approveSelected: [['\u0424', 'KeyA', '', shift]],
      reject: [['\u043a', 'KeyR']],
      showNew: [
        ['\u044e', 'Period'],
        ['.', 'Slash'],
      ],
      search: [['/', 'Backslash', '', shift]],
      help: [['?', 'Digit7', '', shift]],
      'g …': [['\u043f', 'KeyG']],
      nothing: [
        ['\u0445', 'BracketLeft'],
        ['\u0439', 'KeyQ'],
      ],
    },
  },
  Greek: {
    letter: '\u03c6',
    cases: {
      approve: [['\u03b1', 'KeyA']],
      conversation: [['\u03c8', 'KeyC']],
      rejectSelected: [['\u03a1', 'KeyR', '', shift]],
      nothing: [
        [';', 'KeyQ'],
        ['\u03c2', 'KeyW'],
        ['Dead', 'Semicolon'],
      ],
    },
  },
};

const all = Object.entries(layouts).flatMap(([name, layout]) =>
  Object.entries(layout.cases).map(([command, cases]) => [name, command, layout, cases] as const),
);

describe('a key', () => {
  it.each(all)('of %s: %s', (_, command, layout, cases) => {
    expect(cases.map((one) => does(layout, one))).toEqual(cases.map(() => command));
  });

  it('is called by its letter, whether capitals are locked or not', () => {
    expect(meaningsOf(pressed('A', 'KeyA'), null)).toEqual(['a']);
    expect(meaningsOf(pressed('A', 'KeyA', shift), null)).toEqual(['shift+a']);
    expect(meaningsOf(pressed('a', 'KeyA', shift), null)).toEqual(['shift+a']); // both
  });

  it('of full width is the letter that it is', () => {
    expect(meaningsOf(pressed('\uff41', 'KeyA'), null)).toEqual(['a']);
  });

  it('belongs to the browser with Ctrl, Alt or Meta, but not with AltGr', () => {
    expect(meaningsOf(pressed('z', 'KeyZ', { ctrlKey: true }), null)).toEqual([]);
    expect(meaningsOf(pressed('\u044f', 'KeyZ', { ctrlKey: true }), 'other')).toEqual([]);
    expect(meaningsOf(pressed('a', 'KeyA', { metaKey: true }), null)).toEqual([]);
    expect(meaningsOf(pressed('\u00e5', 'KeyA', { altKey: true }), null)).toEqual([]);
    expect(meaningsOf(pressed('/', 'KeyQ', { altKey: true, ctrlKey: true, altGraph: true }), null)).toEqual(['/']);
  });

  it('means nothing while a letter is being made of several', () => {
    expect(meaningsOf(pressed('Dead', 'KeyA'), 'other')).toEqual([]);
    expect(meaningsOf(pressed('Process', 'KeyA'), null)).toEqual([]);
    expect(meaningsOf(pressed('a', 'KeyA', { keyCode: 229 }), null)).toEqual([]);
    expect(meaningsOf(pressed('a', 'KeyA', { isComposing: true }), null)).toEqual([]);
  });

  it('has its name where it writes nothing, and never a digit’s', () => {
    expect(meaningsOf(pressed('Enter', 'Enter'), null)).toEqual(['Enter']);
    expect(meaningsOf(pressed('End', 'Numpad1'), null)).toEqual(['End']);
    expect(meaningsOf(pressed('Shift', 'ShiftLeft', shift), null)).toEqual([]);
    expect(meaningsOf(pressed('AltGraph', 'AltRight', { altGraph: true }), null)).toEqual([]);
  });
});

describe('the letters of a layout', () => {
  it('are told by a letter that was written without any other key', () => {
    expect(lettersBy(pressed('q', 'KeyA'))).toBe('latin');
    expect(lettersBy(pressed('\u0e1f', 'KeyA'))).toBe('other');
    expect(lettersBy(pressed('A', 'KeyA', shift))).toBeNull();
    expect(lettersBy(pressed(';', 'KeyQ'))).toBeNull();
    expect(lettersBy(pressed('Dead', 'KeyQ'))).toBeNull();
  });
});
