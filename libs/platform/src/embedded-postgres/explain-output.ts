/** Extracts the cause from the output of PostgreSQL's programs, in one line. Undefined if they printed nothing. */
export function explainOutput(output: string): string | undefined {
  const known = causes.find(([pattern]) => pattern.test(output));
  if (known) return known[1];
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const worst = lines.filter((line) => /\b(FATAL|PANIC|error):/.test(line)).at(-1) ?? lines.at(-1);
  return worst?.replace(/^.*?\b(?:FATAL|PANIC|error):\s*/, '');
}

const causes: readonly (readonly [RegExp, string])[] = [
  [/No space left on device/, 'the disk is full'],
  [/Disk quota exceeded/, 'the disk quota is used up'],
  [/Read-only file system/, 'the file system is read-only'],
];
