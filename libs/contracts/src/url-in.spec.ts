import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { urlIn } from './url-in.ts';

describe('the address that a text is', () => {
  it('is told however often it is asked for', () => {
    const texts = ['https://münchen.example/', 'https://a.example/'] as const;
    let known = 0;
    for (let at = 0; at < 100_000; at++) if (urlIn(texts[at % 2] ?? '')) known += 1;
    expect(known).toBe(100_000);
  });

  it('is none in other texts', () => {
    for (const text of ['', 'a.example', 'https://', 'http://a b/', 'http://[::1']) expect(urlIn(text)).toBeUndefined();
  });
});

it('no code that runs often asks URL.canParse', () => {
  const root = join(import.meta.dirname, '../../..');
  const files = ['apps', 'libs'].flatMap((floor) =>
    readdirSync(join(root, floor), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !path.includes('node_modules'))
      .map((path) => join(floor, path)),
  );
  expect(files.length).toBeGreaterThan(500);
  const asking = files.filter((file) => readFileSync(join(root, file), 'utf8').includes('URL.canParse('));
  expect(asking.filter((file) => !file.endsWith('url-in.spec.ts'))).toEqual(['libs/platform/src/config.ts']); // once, at the start
});
