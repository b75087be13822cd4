import { signal } from '@preact/signals';
import { type CommandName, commandOf } from './commands.ts';
import { type Letters, lettersBy, meaningsOf } from './meanings.ts';
import { Scope } from './scope.ts';
import { firstStep } from './sequence.ts';

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
  private letters: Letters = null;
  /** The place of the key that did something last, if it may do it once only. */
  private once = '';

  constructor(target: Document) {
    target.addEventListener('keydown', (event) => this.press(event));
  }

  /** While a dialog is open, the handlers of the page below it get no keys. */
  open(scope: Scope): () => void {
    this.dialogs = [...this.dialogs, scope];
    return () => {
      this.dialogs = this.dialogs.filter((one) => one !== scope);
    };
  }

  /** True if the current page has a handler for the command. */
  can(name: CommandName): boolean {
    return this.page.of(name) !== undefined;
  }

  set(enabled: boolean): void {
    this.enabled.value = enabled;
    localStorage.setItem(storageKey, enabled ? 'on' : 'off');
  }

  /** See `meaningsOf` in meanings.ts. */
  meaningsOf(event: KeyboardEvent): readonly string[] {
    return meaningsOf(event, this.letters);
  }

  private press(event: KeyboardEvent): void {
    this.letters = lettersBy(event) ?? this.letters;
    if (!event.repeat) this.once = '';
    else if (this.isHeldDown(event)) return event.preventDefault();
    if (!this.enabled.peek() || event.defaultPrevented || isForTyping(event)) return;
    const meanings = this.meaningsOf(event);
    if (meanings.length === 0) return;
    const found = firstStep(this.begun.peek(), meanings);
    if (event.repeat && !(found.kind === 'command' && commandOf(found.name).repeats)) return;
    this.wait(found.kind === 'begun' ? found.pressed : '');
    if (found.kind === 'command') this.run(found.name, event);
  }

  private run(name: CommandName, event: KeyboardEvent): void {
    const run = (this.dialogs.at(-1) ?? this.page).of(name);
    if (!run || (event.key === 'Enter' && isPressable(event))) return;
    event.preventDefault();
    this.once = commandOf(name).repeats ? '' : event.code;
    run();
  }

  /**
   * A key that has done its work goes on coming while it is held: it would decide the next comment, press the button
   * that has come up meanwhile, write into the field that it opened.
   */
  private isHeldDown(event: KeyboardEvent): boolean {
    return (event.code !== '' && event.code === this.once) || (event.key === 'Enter' && isButton(event));
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

const isButton = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('button, summary') !== null;

const isPressable = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('a, button, summary, [role=button], input') !== null;
