// docs/settings.md, from the comments and defaults of .env.example, which a spec holds against config.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder } from '#contracts/generate-docs';
import { Environment, secretSettings } from '#platform/config';
import { root } from '../root.ts';
import { keepCurrent } from './keep-current.ts';

const intro = `# Settings

Every setting is an environment variable with a default. To keep settings in a file, copy [.env.example](../.env.example) to \`.env\`:
\`npm start\` and the other commands of a checkout read that file, and variables of the environment win over it. In containers, set them in the environment.

A value that cannot be used ends the start with one line that names the setting. A secret can be in a file: set \`<setting>_FILE\` to its path instead, for example \`JWT_SECRET_FILE=/run/secrets/jwt_secret\`. 
This works for ${secretSettings.map((name) => `\`${name}\``).join(', ')}.

This page is made from \`.env.example\` by \`npm run generate\`.
`;

const defaults = new Map(Object.entries(Environment.parse({})).map(([name, value]) => [name, String(value)]));
const cell = (text: string): string => text.replaceAll('|', '\\|');

const code = (value: string): string => (value === '' ? '' : `\`${cell(value)}\``);

/** The rows of the table, with the comment above each setting. A comment without a setting explains several. */
function rowsOf(paragraph: string): string[] {
  const rows: string[] = [];
  let comment: string[] = [];
  for (const line of paragraph.split('\n')) {
    const [, commented, name, value = ''] = /^(# )?([A-Z][A-Z_]+)=(.*)$/.exec(line) ?? [];
    if (name === undefined) comment.push(line.replace(/^# ?/, ''));
    else {
      if (comment.length === 0) throw new Error(`.env.example has no comment above ${name}`);
      const usual = defaults.get(name) ?? '';
      const example = commented && value !== usual ? value : '';
      rows.push(`| \`${name}\` | ${cell(comment.join(' '))} | ${code(usual)} | ${code(example)} |`);
      comment = [];
    }
  }
  return rows;
}

// The first paragraph is about the file.
const paragraphs = readFileSync(join(root, '.env.example'), 'utf8').trim().split('\n\n').slice(1);
const head = '| setting | meaning | default | example |\n|---|---|---|---|';
const table = [head, ...paragraphs.flatMap(rowsOf)].join('\n');
keepCurrent(docsFolder, new Map([['settings.md', `${intro}\n${table}\n`]]));
