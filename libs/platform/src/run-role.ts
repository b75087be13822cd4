import { StartupError } from './startup-error';

export interface Running {
  /** Stops intake, drains, closes. */
  stop(): Promise<void>;
}

// The contract promises 10 s; what has not finished by then is cut off with a non-zero code.
const shutdownMs = 9_500;

/**
 * Runs a role until SIGTERM or SIGINT: one line and exit code 1 when it cannot start, exit code 0 after a clean stop.
 * @param start starts the role; `fail` ends the process when the role cannot go on
 */
export async function runRole(start: (fail: (reason: string) => void) => Promise<Running>): Promise<void> {
  let running: Running | undefined;
  let ending = false;
  const end = async (code: number): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), shutdownMs).unref();
    await running?.stop().catch((error: unknown) => {
      process.stderr.write(`shutdown: ${error instanceof Error ? error.message : 'failed'}\n`);
      process.exitCode = 1;
    });
    process.exit(process.exitCode ?? code);
  };
  const stopping = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(undefined));
  });
  try {
    running = await start((reason) => {
      process.stderr.write(`${reason}\n`);
      void end(1);
    });
  } catch (error) {
    process.stderr.write(error instanceof StartupError ? `${error.message}\n` : `${explain(error)}\n`);
    process.exit(1);
  }
  await stopping;
  await end(0);
}

/** A bug shows its stack; an address in use, as any system error, its one line. */
const explain = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return `PORT: ${error.message.replace(/^listen EADDRINUSE: /, '')}`;
  return 'syscall' in error ? error.message : (error.stack ?? error.message);
};
