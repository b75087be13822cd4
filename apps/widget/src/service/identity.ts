import { memory } from './memory.ts';

/**
 * Returns a token of the site's own sign-in, or null without a session. `fresh` is true after the last token was
 * refused.
 */
export type TokenProvider = (options: { fresh: boolean }) => string | null | Promise<string | null>;

/** The identity under which a form is sent. */
export type Writer = 'member' | 'guest';

interface GuestToken {
  readonly token: string;
  readonly name: string;
}

/** After it a provider that has not answered has none: as long as the service itself is waited for. */
const patienceMs = 20_000;

/** Whose token goes with a request: the site's own sign-in comes before what a guest was given. */
export class Identity {
  private provided: Promise<string | null> | null = null;

  /** @param provider null where the page has no sign-in */
  constructor(
    private readonly site: string,
    public provider: TokenProvider | null,
  ) {}

  /** Replaces the token provider. Resolves with true if the reader's token differs. */
  async renew(provider: TokenProvider | null): Promise<boolean> {
    const before = this.provided;
    this.provider = provider;
    this.provided = null;
    return (await before) !== (await this.memberToken());
  }

  /** @param fresh not the one that the provider gave before */
  memberToken(fresh = false): Promise<string | null> {
    if (!fresh && this.provided) return this.provided;
    const asked = this.ask(fresh).catch(() => {
      // Nothing is known now: it is asked again when a token is needed.
      if (this.provided === asked) this.provided = null;
      return null;
    });
    this.provided = asked;
    return asked;
  }

  async tokenOf(writer: Writer): Promise<string | null> {
    return writer === 'member' ? this.memberToken() : (this.guest?.token ?? null);
  }

  /** After a refused token: a member may have a newer one, a guest starts again. */
  async refused(writer: Writer): Promise<string | null> {
    if (writer === 'member') return this.memberToken(true);
    memory.forget(this.key);
    return null;
  }

  get guest(): GuestToken | null {
    return memory.recall(this.key) as GuestToken | null;
  }

  keepGuest(token: string, name: string): void {
    memory.keep(this.key, { token, name });
  }

  private async ask(fresh: boolean): Promise<string | null> {
    if (!this.provider) return null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<never>((_, reject) => (timer = setTimeout(reject, patienceMs)));
    try {
      return (await Promise.race([this.provider({ fresh }), tooLate])) || null;
    } finally {
      clearTimeout(timer);
    }
  }

  private get key(): string {
    return `guest ${this.site}`;
  }
}
