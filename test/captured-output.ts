import fs from 'node:fs';

export interface CapturedOutput {
  /** Everything that was written to standard output and standard error so far: log lines among it. */
  text(): string;
  release(): void;
}

/** Listens to what this process prints, by whichever way; pino writes to the descriptors themselves. */
export function captureOutput(): CapturedOutput {
  const written: string[] = [];
  const note = (chunk: unknown): void => void written.push(Buffer.isBuffer(chunk) ? chunk.toString() : String(chunk));
  const { write, writeSync } = fs;
  const spies = [
    jest.spyOn(fs, 'write').mockImplementation(((...given: Parameters<typeof write>) => {
      if (given[0] === 1 || given[0] === 2) note(given[1]);
      return write(...given);
    }) as never),
    jest.spyOn(fs, 'writeSync').mockImplementation(((...given: Parameters<typeof writeSync>) => {
      if (given[0] === 1 || given[0] === 2) note(given[1]);
      return writeSync(...given);
    }) as never),
    ...[process.stdout, process.stderr].map((stream) => {
      const pass = stream.write.bind(stream);
      return jest.spyOn(stream, 'write').mockImplementation(((...given: Parameters<typeof pass>) => {
        note(given[0]);
        return pass(...given);
      }) as never);
    }),
  ];
  return { text: () => written.join(''), release: () => spies.forEach((spy) => spy.mockRestore()) };
}
