import { type ReadonlySignal, effect } from '@preact/signals';
import type { SessionState } from '../service/session.ts';

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefix = 'colloquy-desk-draft ';

/**
 * Typed texts that are not sent yet, by place: `note 0198…`. They outlive their dialog, the page and the end of the
 * session, but neither the tab nor a sign-out. They are not shown to another person.
 */
export class Drafts {
  /** The fallback if the browser's storage is blocked or full: kept for as long as the page is open. */
  private readonly here = new Map<string, string>();
  private person: string | null = null;

  constructor(
    session: ReadonlySignal<SessionState>,
    private readonly storage: Kept,
  ) {
    effect(() => this.follow(session.value));
  }

  read(place: string): string | null {
    const name = this.nameOf(place);
    return this.here.get(name) ?? this.storage.getItem(name);
  }

  /** Null, and what has no letter in it, is not kept. */
  keep(place: string, text: string | null): void {
    const name = this.nameOf(place);
    this.here.delete(name);
    if (text === null || text.trim() === '') return this.storage.removeItem(name);
    try {
      this.storage.setItem(name, text);
    } catch {
      this.here.set(name, text);
    }
  }

  /** A session that ends by itself goes on by signing in again: the state is `none` only after signing out. */
  private follow(state: SessionState): void {
    if (state.kind === 'none' && this.person !== null) this.forget(this.person);
    this.person = 'session' in state ? state.session.moderator.id : null;
  }

  private forget(person: string): void {
    const names = Array.from({ length: this.storage.length }, (_, at) => this.storage.key(at) ?? '');
    const own = [...names, ...this.here.keys()].filter((name) => name.startsWith(startOf(person)));
    for (const name of own) {
      this.storage.removeItem(name);
      this.here.delete(name);
    }
  }

  private nameOf(place: string): string {
    return startOf(this.person ?? '') + place;
  }
}

const startOf = (person: string): string => `${prefix}${JSON.stringify(person)} `;
