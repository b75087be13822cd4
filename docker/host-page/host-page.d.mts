export interface HostPageOptions {
  /** The address of Colloquy, without a trailing slash. */
  readonly service: string | (() => string);
  /** Default: chosen by the kernel. */
  readonly port?: number;
  readonly host?: string;
  /** A signed-in reader's token, or null. */
  readonly token?: () => Promise<string | null>;
}

export function serveHostPage(options: HostPageOptions): Promise<{ url: string; stop: () => Promise<void> }>;
