import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../docs/adr');
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const index = read('README.md');
const files = readdirSync(folder)
  .filter((file) => file !== 'README.md')
  .toSorted();
const numberOf = (file: string): number => Number(file.slice(0, 4));

const titleIn = (file: string): string => read(file).split('\n', 1)[0] ?? '';
const wordsOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9 ]/g, '')
    .replaceAll(' ', '-');

describe('the decisions in docs/adr', () => {
  it('have unique numbers, and the index explains the unused ones', () => {
    const unused = [...index.matchAll(/Number (\d+) was/g)].map(([, number]) => Number(number));
    const numbers = [...files.map(numberOf), ...unused].toSorted((one, other) => one - other);
    expect(files.length).toBeGreaterThan(30);
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  });

  it('are listed in the index in order, each once', () => {
    const listed = [...index.matchAll(/^\| \[(\d+)\]\((\S+\.md)\) \|/gm)];
    expect(listed.map(([, , file]) => file)).toEqual(files);
    expect(listed.map(([, number]) => Number(number))).toEqual(files.map(numberOf));
  });

  it.each(files)('%s has the title that its file name has', (file) => {
    const [, number, title = ''] = /^# (\d+)\. (.+)$/.exec(titleIn(file)) ?? [];
    expect(`${String(number).padStart(4, '0')}-${wordsOf(title)}.md`).toBe(file);
  });
});
