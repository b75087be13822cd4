import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const files = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.spec)\.tsx?$/.test(path) && !path.includes('node_modules'))
    .map((path) => join(folder, path)),
);
/** Matches the first argument of `Intl` constructors and of `toLocaleString` and similar methods. */
const asked = /(?:new Intl\.\w+|\bIntl\.(?!getCanonicalLocales|Locale\b)[A-Z]\w+|\.toLocale\w+)\(\s*([^,)]*)/g;
/** `Words` has a locale that `chooseLanguage` returned. The others are a literal tag and no tag. */
const isTaken = (argument: string): boolean => /^(this\.locale|words\.locale|'[a-z]{2}'|)$/.test(argument);
/** Files that pass other tags to `Intl`, and either fall back if it throws or check first that it supports the tag. */
const examined = [
  join('libs', 'languages', 'src', 'choose-language.ts'),
  join('libs', 'contracts', 'src', 'language-subtags.ts'),
  join('libs', 'domain', 'src', 'screening', 'accents.ts'),
];

describe('Intl', () => {
  const uses = files
    .filter((file) => !examined.includes(file))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(asked)].map(([use, argument = '']) => ({
        file,
        use,
        argument: argument.trim(),
      })),
    );

  it('is used in many places', () => {
    expect(uses.length).toBeGreaterThan(10);
  });

  it('is called only with chosen languages, because it throws for some tags that pages and browsers send', () => {
    expect(uses.filter(({ argument }) => !isTaken(argument))).toEqual([]);
  });
});
