import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { urlIn } from './url-in.ts';

describe('parsing an address', () => {
  it('works in optimised code, too', () => {
    const texts = ['https://münchen.example/', 'https://a.example/'] as const;
    let known = 0;
    for (let at = 0; at < 100_000; at++) if (urlIn(texts[at % 2] ?? '')) known += 1;
    expect(known).toBe(100_000);
  });

  it('returns undefined for other texts', () => {
    for (const text of ['', 'a.example', 'https://', 'http://a b/', 'http://[::1']) expect(urlIn(text)).toBeUndefined();
  });
});

it('no code calls URL.canParse', () => {
  const root = join(import.meta.dirname, '../../..');
  const files = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !path.includes('node_modules'))
      .map((path) => join(folder, path)),
  );
  expect(files.length).toBeGreaterThan(500);
  const callers = files.filter((file) => readFileSync(join(root, file), 'utf8').includes('URL.canParse('));
  expect(callers.filter((file) => !file.endsWith('url-in.spec.ts'))).toEqual(['libs/platform/src/config.ts']); // once, at the start
});
