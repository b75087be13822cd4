// docs/settings.md, from the comments and defaults of .env.example, which a spec holds against config.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder } from '#contracts/generate-docs';
import { Environment } from '#platform/config';
import { root } from '../root.ts';
import { keepCurrent } from './keep-current.ts';

const intro = `# Settings

Every setting is an environment variable with a default. To keep settings in a file, copy [.env.example](../.env.example) to \`.env\`:
\`npm start\` and the other commands of a checkout read that file, and variables of the environment win over it. In containers, set them in the environment.

A value that cannot be used ends the start with one line that names the setting. This page is made from \`.env.example\` by \`npm run generate\`.
`;

const defaults = new Map(Object.entries(Environment.parse({})).map(([name, value]) => [name, String(value)]));
const cell = (text: string): string => text.replaceAll('|', '\\|');

const code = (value: string): string => (value === '' ? '' : `\`${cell(value)}\``);

/** A paragraph of the file: its sentences are for all settings that follow until the next ones. */
function tableOf(paragraph: string): string {
  const rows: string[] = [];
  let words: string[] = [];
  let isInRow = false;
  for (const line of paragraph.split('\n')) {
    const [, commented, name, value = ''] = /^(# )?([A-Z][A-Z_]+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      const usual = defaults.get(name) ?? '';
      const example = commented && value !== usual ? value : '';
      rows.push(`| \`${name}\` | ${isInRow ? '' : cell(words.join(' '))} | ${code(usual)} | ${code(example)} |`);
      isInRow = true;
    } else {
      words = isInRow ? [] : words;
      isInRow = false;
      words.push(line.replace(/^# ?/, ''));
    }
  }
  return rows.join('\n');
}

// The first paragraph is about the file.
const paragraphs = readFileSync(join(root, '.env.example'), 'utf8').trim().split('\n\n').slice(1);
const head = '| setting | meaning | default | example |\n|---|---|---|---|';
keepCurrent(docsFolder, new Map([['settings.md', `${intro}\n${head}\n${paragraphs.map(tableOf).join('\n')}\n`]]));
