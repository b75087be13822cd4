import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../docs/adr');
const files = readdirSync(folder).toSorted();

const titleIn = (file: string): string => readFileSync(join(folder, file), 'utf8').split('\n', 1)[0] ?? '';
const wordsOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9 ]/g, '')
    .replaceAll(' ', '-');

describe('the decisions in docs/adr', () => {
  it('are numbered from 1 on, without a hole and each once', () => {
    expect(files.length).toBeGreaterThan(30);
    expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, at) => at + 1));
  });

  it.each(files)('%s is titled as its file is named', (file) => {
    const [, number, title = ''] = /^# (\d+)\. (.+)$/.exec(titleIn(file)) ?? [];
    expect(`${String(number).padStart(4, '0')}-${wordsOf(title)}.md`).toBe(file);
  });
});
