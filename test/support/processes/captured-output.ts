import fs from 'node:fs';

export interface CapturedOutput {
  /** Everything written to standard output and standard error so far, log lines included. */
  text(): string;
  release(): void;
}

/** Captures the output of this process at every level: pino writes to the file descriptors directly. */
export function captureOutput(): CapturedOutput {
  const written: string[] = [];
  const note = (chunk: unknown): void => void written.push(Buffer.isBuffer(chunk) ? chunk.toString() : String(chunk));
  const originals = { write: fs.write, writeSync: fs.writeSync };
  const streams = [process.stdout, process.stderr].map((stream) => ({
    stream,
    write: Reflect.get(stream, 'write') as (...given: unknown[]) => boolean,
  }));
  fs.write = Object.assign((...given: unknown[]): void => {
    if (given[0] === 1 || given[0] === 2) note(given[1]);
    Reflect.apply(originals.write, fs, given);
  }, originals.write);
  fs.writeSync = (...given: unknown[]): number => {
    if (given[0] === 1 || given[0] === 2) note(given[1]);
    return Reflect.apply(originals.writeSync, fs, given) as number;
  };
  for (const { stream, write } of streams)
    stream.write = (...given: unknown[]): boolean => {
      note(given[0]);
      return Reflect.apply(write, stream, given);
    };
  return {
    text: () => written.join(''),
    release: () => {
      Object.assign(fs, originals);
      for (const { stream, write } of streams) stream.write = write;
    },
  };
}
