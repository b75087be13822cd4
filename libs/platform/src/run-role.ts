import { installLastResort } from './last-resort.ts';
import { type Logger, createLogger } from './logger.ts';
import { StartupError } from './startup-error.ts';

export interface Running {
  readonly logger: Logger;
  /** Stops intake, drains, closes. */
  stop(): Promise<void>;
}

// The contract promises 10 s; what has not finished by then is cut off with a non-zero code.
const shutdownMs = 9_500;

/**
 * Runs a role until SIGTERM or SIGINT: one line and exit code 1 when it cannot start, exit code 0 after a clean stop.
 * An exception that nobody caught stops it in the same order, with exit code 1.
 * @param start starts the role; `fail` ends the process when the role cannot go on
 */
export async function runRole(
  role: string,
  start: (fail: (reason: string) => void) => Promise<Running>,
): Promise<void> {
  let running: Running | undefined;
  const ending = new Ending();
  const first = createLogger('info', role);
  installLastResort(
    () => running?.logger ?? first,
    () => ending.begin(1),
  );
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => ending.begin(0));
  try {
    running = await start((reason) => {
      if (!ending.hasBegun) process.stderr.write(`${reason}\n`); // what fails because of it says nothing more
      ending.begin(1);
    });
  } catch (error) {
    // A role that was told to end while it started has said why, or need not.
    if (!ending.hasBegun)
      process.stderr.write(error instanceof StartupError ? `${error.message}\n` : `${explain(error)}\n`);
    process.exit(1);
  }
  const code = await ending.begun;
  await running.stop().catch((error: unknown) => {
    process.stderr.write(`shutdown: ${error instanceof Error ? error.message : 'failed'}\n`);
    process.exitCode = 1;
  });
  process.exit(process.exitCode ?? code);
}

/** Begins once, whatever else asks for it. */
class Ending {
  /** Resolves with the exit code. */
  readonly begun: Promise<number>;
  hasBegun = false;
  private resolve: (code: number) => void = () => undefined;

  constructor() {
    this.begun = new Promise((resolve) => (this.resolve = resolve));
  }

  begin(code: number): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    setTimeout(() => process.exit(1), shutdownMs).unref();
    this.resolve(code);
  }
}

/** A bug shows its stack; an address in use, as any system error, its one line. */
const explain = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return `PORT: ${error.message.replace(/^listen EADDRINUSE: /, '')}`;
  return 'syscall' in error ? error.message : (error.stack ?? error.message);
};
