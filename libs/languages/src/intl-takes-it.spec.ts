import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const files = ['apps', 'libs'].flatMap((floor) =>
  readdirSync(join(root, floor), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.spec)\.tsx?$/.test(path) && !path.includes('node_modules'))
    .map((path) => join(floor, path)),
);
/** What is asked for a language: the constructors of `Intl`, and `toLocaleString` and its fellows. */
const asked = /(?:new Intl\.\w+|\bIntl\.(?!getCanonicalLocales|Locale\b)[A-Z]\w+|\.toLocale\w+)\(\s*([^,)]*)/g;
/** Of `Words`, whose locale `chooseLanguage` chose; a tag of ours; none. */
const isTaken = (argument: string): boolean => /^(this\.locale|words\.locale|'[a-z]{2}'|)$/.test(argument);
/** Where tags of others are looked at, and what is refused falls back, or was found among those that are supported. */
const examined = [
  join('libs', 'languages', 'src', 'choose-language.ts'),
  join('libs', 'contracts', 'src', 'language-subtags.ts'),
  join('libs', 'letters', 'src', 'language-script.ts'),
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

  it('is asked for no language but a chosen one: of what a page or a browser says it refuses some, and throws', () => {
    expect(uses.filter(({ argument }) => !isTaken(argument))).toEqual([]);
  });
});
