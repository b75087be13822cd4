import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { operatorCommands } from './commands.ts';

const root = join(import.meta.dirname, '../../..');

const isCode = (file: string): boolean => /\.(ts|tsx)$/.test(file) && !/\.spec\.tsx?$/.test(file);
const sources = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(isCode)
    .map((file) => ({ file: join(folder, file), text: readFileSync(join(root, folder, file), 'utf8') })),
);

/** The names that the code mentions where this pattern matches, each with the file. */
const mentioned = (pattern: RegExp): { file: string; name: string }[] =>
  sources.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(([, name]) => ({ file, name: String(name).trim() })),
  );

describe('a command that a message names', () => {
  it('is a command of colloquy', () => {
    const names = new Set(operatorCommands.map(({ name }) => name));
    const found = mentioned(/(?:operatorCommand\([`']|[`">]colloquy )([a-z]+(?:-[a-z]+)*)/g);
    expect(found.filter(({ name }) => !names.has(name))).toEqual([]);
    expect(new Set(found.map(({ name }) => name))).toContain('resume');
  });

  it('is an npm script', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const found = mentioned(/\bnpm run (?:-s )?([a-z]+(?:[:-][a-z]+)*)/g);
    expect(found.filter(({ name }) => !(name in scripts))).toEqual([]);
    expect(found.length).toBeGreaterThan(5);
  });
});
