import { signal } from '@preact/signals';
import type { DeskSession } from './desk-session';
import { offline, problemOf } from './problem';

export type SessionState =
  | { readonly kind: 'asking' | 'none' | 'unreachable' }
  | { readonly kind: 'open'; readonly session: DeskSession }
  /** It was open: what is on the screen stays there. */
  | { readonly kind: 'expired'; readonly session: DeskSession };

/** Who is signed in, as the service sees it. */
export class Session {
  readonly state = signal<SessionState>({ kind: 'asking' });
  /** Of the identity provider; null where one signs in by a link alone. */
  readonly signInUrl = signal<string | null>(null);

  async ask(): Promise<SessionState> {
    const before = this.known();
    const answer = await read();
    if ('signInUrl' in answer) this.signInUrl.value = answer.signInUrl;
    if (answer.ok) this.state.value = { kind: 'open', session: answer.session };
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
    const headers = { 'x-csrf-token': this.csrfToken() ?? '' };
    await fetch('/desk/session', { method: 'DELETE', headers, credentials: 'same-origin' }).catch(() => undefined);
    this.state.value = { kind: 'none' };
  }

  private known(): DeskSession | null {
    const state = this.state.peek();
    return state.kind === 'open' || state.kind === 'expired' ? state.session : null;
  }
}

async function read() {
  try {
    const response = await fetch('/desk/session', { credentials: 'same-origin', cache: 'no-store' });
    if (!response.ok) {
      const offer = (await response.clone().json()) as { signInUrl?: string | null };
      return { ok: false, problem: await problemOf(response), signInUrl: offer.signInUrl ?? null } as const;
    }
    return { ok: true, session: (await response.json()) as DeskSession } as const;
  } catch {
    return { ok: false, problem: offline } as const;
  }
}
