import type { DeskSessionAnswer } from '#contracts/desk-session';
import { signal } from '@preact/signals';
import { csrfHeaders, withCookie } from './api.ts';
import { isPassing } from './problem.ts';

export type SessionState =
  | { readonly kind: 'asking' | 'none' | 'unreachable' }
  | { readonly kind: 'open'; readonly session: DeskSessionAnswer }
  /** It was open: what is on the screen stays there. */
  | { readonly kind: 'expired'; readonly session: DeskSessionAnswer }
  /** Another person signed in in this browser: the page belongs to the previous session, and shows nothing. */
  | { readonly kind: 'replaced'; readonly session: DeskSessionAnswer; readonly by: string }
  /** The same, after the previous person had signed out. */
  | { readonly kind: 'other'; readonly by: string };

/** The session, as the service reports it. A page belongs to the first person that it learns of, until it is reloaded. */
export class Session {
  readonly state = signal<SessionState>({ kind: 'asking' });
  /** Address of the identity provider's sign-in; null if one-time links are the only way. */
  readonly signInUrl = signal<string | null>(null);
  private person: string | null = null;
  private asked = 0;

  async ask(): Promise<SessionState> {
    const mine = ++this.asked;
    const answer = await withCookie.call('GET /desk/session');
    // A later question was asked of a later moment.
    if (mine !== this.asked) return this.state.peek();
    const before = this.known();
    if (answer.problem?.status === 401) this.signInUrl.value = answer.problem.signInUrl ?? null;
    if (answer.ok) this.state.value = this.met(answer.value, before);
    else if (answer.problem.status === 401) this.expired();
    else if (!before && !this.person) this.state.value = { kind: 'unreachable' };
    return this.state.value;
  }

  csrfToken(): string | null {
    return this.known()?.csrfToken ?? null;
  }

  /** Also false if another person is signed in now: nothing of this page is sent under their name. */
  async renew(): Promise<boolean> {
    return (await this.ask()).kind === 'open';
  }

  expired(): void {
    const session = this.known();
    this.state.value = session ? { kind: 'expired', session } : { kind: 'none' };
  }

  /** Resolves with whether they are signed out: without an answer the session goes on. */
  async signOut(): Promise<boolean> {
    const { problem } = await withCookie.call('DELETE /desk/session', { headers: csrfHeaders(this.csrfToken()) });
    if (problem?.code === 'csrf') await this.ask();
    if (problem && (isPassing(problem) || problem.code === 'csrf')) return false;
    this.asked++;
    this.state.value = { kind: 'none' };
    return true;
  }

  private met(session: DeskSessionAnswer, before: DeskSessionAnswer | null): SessionState {
    const { id, name } = session.moderator;
    if (this.person !== null && this.person !== id)
      return before ? { kind: 'replaced', session: before, by: name } : { kind: 'other', by: name };
    this.person = id;
    return { kind: 'open', session };
  }

  private known(): DeskSessionAnswer | null {
    const state = this.state.peek();
    return 'session' in state ? state.session : null;
  }
}
