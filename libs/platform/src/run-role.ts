import { installLastResort } from './last-resort.ts';
import { type Logger, createLogger } from './logger.ts';
import { StartupError } from './startup-error.ts';

export interface Running {
  readonly logger: Logger;
  /** Stops intake, finishes current work, and closes. */
  stop(): Promise<void>;
}

// We promise to stop within 10 s; work that is not finished by then is cut off, with a non-zero exit code.
const shutdownMs = 9_500;

/**
 * Runs a role until SIGTERM or SIGINT. Prints one line and exits 1 if it cannot start; exits 0 after a clean stop. An
 * uncaught exception stops it in the same order, with exit code 1.
 * @param start starts the role; `fail` ends the process if the role cannot continue
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
      if (!ending.hasBegun) process.stderr.write(`${reason}\n`); // later failures are consequences, and print nothing
      ending.begin(1);
    });
  } catch (error) {
    // If the role was told to end during its start, the reason was printed already, or there is none.
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

/** Begins once; later calls are ignored. */
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

/** A bug prints its stack; a system error, such as an address in use, one line. */
const explain = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return `PORT or METRICS_PORT: ${error.message.replace(/^listen EADDRINUSE: /, '')}. Stop the other process, or set another port.`;
  return 'syscall' in error ? error.message : (error.stack ?? error.message);
};
