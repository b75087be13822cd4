import { signal } from '@preact/signals';
import { type CommandName, commandOf } from './commands.ts';
import { keyOf } from './key-of.ts';
import { Scope } from './scope.ts';
import { nextStep } from './sequence.ts';

/** A `g` waits this long for its digit. */
const patienceMs = 1500;
const storageKey = 'colloquy-desk-keys';

/** Turns keys into commands, for the scope on top: the page's, or that of the dialog which is open. */
export class Keyboard {
  /** Single keys can be switched off: speech input and shaky hands press them unasked (WCAG 2.1.4). */
  readonly enabled = signal(localStorage.getItem(storageKey) !== 'off');
  /** The beginning of a sequence, shown while it waits. */
  readonly begun = signal('');
  readonly page = new Scope();
  private dialogs: readonly Scope[] = [];
  private patience: ReturnType<typeof setTimeout> | undefined;

  constructor(target: Document) {
    target.addEventListener('keydown', (event) => this.press(event));
  }

  /** A dialog is open: nothing below it is heard until it is closed. */
  open(scope: Scope): () => void {
    this.dialogs = [...this.dialogs, scope];
    return () => {
      this.dialogs = this.dialogs.filter((one) => one !== scope);
    };
  }

  /** Whether a key of that command would do something on the page now. */
  can(name: CommandName): boolean {
    return this.page.of(name) !== undefined;
  }

  set(enabled: boolean): void {
    this.enabled.value = enabled;
    localStorage.setItem(storageKey, enabled ? 'on' : 'off');
  }

  private press(event: KeyboardEvent): void {
    if (!this.enabled.peek() || event.defaultPrevented || event.isComposing || isForTyping(event)) return;
    const key = keyOf(event);
    if (key === null || key === 'Shift') return;
    const found = nextStep(this.begun.peek(), key);
    this.wait(found.kind === 'begun' ? found.pressed : '');
    if (found.kind !== 'command') return;
    const run = (this.dialogs.at(-1) ?? this.page).of(found.name);
    if (!run || (key === 'Enter' && isPressable(event))) return;
    event.preventDefault();
    if (!event.repeat || commandOf(found.name).repeats) run();
  }

  private wait(begun: string): void {
    clearTimeout(this.patience);
    this.begun.value = begun;
    if (begun !== '') this.patience = setTimeout(() => (this.begun.value = ''), patienceMs);
  }
}

const isForTyping = ({ target }: Event): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])'));

const isPressable = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('a, button, summary, [role=button], input') !== null;
