export interface HostPageOptions {
  /** Where Colloquy is, without a slash at the end. */
  readonly service: string | (() => string);
  /** The kernel chooses when there is none. */
  readonly port?: number;
  readonly host?: string;
  /** A signed-in reader's token, or null. */
  readonly token?: () => Promise<string | null>;
}

export function serveHostPage(options: HostPageOptions): Promise<{ url: string; stop: () => Promise<void> }>;
