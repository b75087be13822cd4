import type { DeskSessionAnswer } from '#contracts/desk-session';
import { signal } from '@preact/signals';
import { csrfHeaders, withCookie } from './api.ts';

export type SessionState =
  | { readonly kind: 'asking' | 'none' | 'unreachable' }
  | { readonly kind: 'open'; readonly session: DeskSessionAnswer }
  /** It was open: what is on the screen stays there. */
  | { readonly kind: 'expired'; readonly session: DeskSessionAnswer };

/** Who is signed in, as the service sees it. */
export class Session {
  readonly state = signal<SessionState>({ kind: 'asking' });
  /** Of the identity provider; null where one signs in by a link alone. */
  readonly signInUrl = signal<string | null>(null);

  async ask(): Promise<SessionState> {
    const before = this.known();
    const answer = await withCookie.call('GET /desk/session');
    if (answer.problem && answer.problem.code !== 'offline') this.signInUrl.value = answer.problem.signInUrl ?? null;
    if (answer.ok) this.state.value = { kind: 'open', session: answer.value };
    else if (answer.problem.status === 401)
      this.state.value = before ? { kind: 'expired', session: before } : { kind: 'none' };
    else if (!before) this.state.value = { kind: 'unreachable' };
    return this.state.value;
  }

  csrfToken(): string | null {
    return this.known()?.csrfToken ?? null;
  }

  async renew(): Promise<boolean> {
    return (await this.ask()).kind === 'open';
  }

  expired(): void {
    const session = this.known();
    this.state.value = session ? { kind: 'expired', session } : { kind: 'none' };
  }

  async signOut(): Promise<void> {
    await withCookie.call('DELETE /desk/session', { headers: csrfHeaders(this.csrfToken()) });
    this.state.value = { kind: 'none' };
  }

  private known(): DeskSessionAnswer | null {
    const state = this.state.peek();
    return state.kind === 'open' || state.kind === 'expired' ? state.session : null;
  }
}
