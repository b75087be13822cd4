import { memory } from './memory.ts';

/** Gives a token of the site's own sign-in, or null for somebody who is not signed in. `fresh` after the last one was refused. */
export type TokenProvider = (options: { fresh: boolean }) => string | null | Promise<string | null>;

interface GuestToken {
  readonly token: string;
  readonly name: string;
}

/** Whose token goes with a request: the site's own sign-in comes before what a guest was given. */
export class Identity {
  private provided: Promise<string | null> | null = null;

  /** @param provider null where the page has no sign-in */
  constructor(
    private readonly site: string,
    public provider: TokenProvider | null,
  ) {}

  /** From now on somebody else says who the reader is. Resolves with whether their token is another. */
  async renew(provider: TokenProvider | null): Promise<boolean> {
    const before = this.provided;
    this.provider = provider;
    this.provided = null;
    return (await before) !== (await this.memberToken());
  }

  async token(): Promise<string | null> {
    return (await this.memberToken()) ?? this.guest?.token ?? null;
  }

  memberToken(fresh = false): Promise<string | null> {
    const { provider } = this;
    if (fresh || !this.provided) {
      this.provided = Promise.resolve(provider ? provider({ fresh }) : null).catch(() => null);
    }
    return this.provided;
  }

  /** The token was refused: a newer one, or a guest starts anew. */
  async refused(): Promise<string | null> {
    const token = this.provider && (await this.memberToken(true));
    if (token === null) memory.forget(this.key);
    return token;
  }

  get guest(): GuestToken | null {
    return memory.recall(this.key) as GuestToken | null;
  }

  keepGuest(token: string, name: string): void {
    memory.keep(this.key, { token, name });
  }

  private get key(): string {
    return `guest ${this.site}`;
  }
}
