import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerOf } from './processes.ts';
import { root } from './root.ts';

export const help = `npm run words -- [paths]: counts words that make prose hard to read, by folder.
  --list   each place`;

/** Each has a plain replacement, or the sentence wants another form (CONTRIBUTING.md, "Write prose"). */
const signals: Readonly<Record<string, RegExp>> = {
  'no named actor': /\b(?:somebody|nobody|anybody|whoever|whomever|whom|whichever)\b/gi,
  'stand, lie': /(?<![-\w])(?:stands?|stood|lies)\b(?! (?:alone|for)\b)|\blies (?:behind|in|on|at)\b/gi,
  behind:
    /\bbehind\b(?! (?:(?:a|an|the|your|its|this|one|no|several|two|nginx|trusted|reverse|each)\b ?){0,3}(?:proxy|proxies|gateway|load|nginx|CDN|TLS|PgBouncer|mount|site|log|by))/gi,
  'beside, anew, alone': /\b(?:beside|anew|alone)\b/gi,
  'taken back': /\b(?:taken|takes?|took|taking) back\b/gi,
  'passed on': /\b(?:passed|passes|passing) on\b/gi,
  'of theirs': /\bof (?:theirs|ours|its own|his|hers)\b/gi,
  'tells, says': /\b(?:tells|says|said|in so many words)\b/gi,
  away: /\b(?:is|are|was|were|be|been) away\b|\baway from\b/gi,
  house: /\b(?:rooms?|houses?|(?<!Math\.)floors?|strangers?|deeds?|journeys?|hears|heard|hearsay)\b/gi,
  'opens with a clause': /^\s*(?:\/\*\*|\/\/|\*)\s+(?:What|Where|Whether|Who|That)\b(?![^.]*\?)/gm,
};

// Migrations and tables of read models are known by their text: a changed comment would refuse a start, or rebuild.
const excluded =
  /\.(?:json|png|svg|ico|snap)$|^LICENSE$|\/sql\/\d{4}_|\/table\.sql$|^scripts\/signal-words|\/languages\/(?:ar|de|es|fr|zh|vi)\.ts$|word-spellings|^scripts\/demo\//;

export function main(args: string[]): void {
  const { values, positionals } = parseArgs({ args, options: { list: { type: 'boolean' } }, allowPositionals: true });
  const files = (answerOf('git', 'ls-files', ...positionals) ?? '')
    .split('\n')
    .filter((path) => path !== '' && !excluded.test(path));
  const counts = new Map<string, number>();
  const folders = new Map<string, number>();
  for (const path of files) {
    const text = readFileSync(join(root, path), 'utf8');
    for (const [signal, pattern] of Object.entries(signals))
      for (const match of text.matchAll(pattern)) {
        counts.set(signal, (counts.get(signal) ?? 0) + 1);
        const folder = path.split('/').slice(0, 2).join('/');
        folders.set(folder, (folders.get(folder) ?? 0) + 1);
        if (values.list) console.log(placeOf(path, text, match.index));
      }
  }
  for (const counted of [folders, counts]) print(counted);
}

function placeOf(path: string, text: string, index: number): string {
  const line = text.slice(0, index).split('\n').length;
  return `${path}:${line}: ${(text.split('\n')[line - 1] ?? '').trim()}`;
}

function print(counted: ReadonlyMap<string, number>): void {
  const rows = [...counted].toSorted((one, other) => other[1] - one[1]);
  for (const [name, count] of rows) console.log(`${String(count).padStart(6)}  ${name}`);
  console.log(`${String(rows.reduce((sum, [, count]) => sum + count, 0)).padStart(6)}  in all\n`);
}
