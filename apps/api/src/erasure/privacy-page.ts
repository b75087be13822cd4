import { withParts } from '#contracts/generate-docs';
import type { HeldTable, Owner, PersonalColumns } from '#platform/held-tables';
import { tablesInReach } from './readable-rows.ts';

/** Generates docs/privacy.md with the personal data that the tables declare. */
export const privacyPage = (): string => withParts('privacy.md', { tables: everyTable() });

function everyTable(): string {
  const rows = Object.entries(tablesInReach).flatMap(([table, held]) => rowsOf(held).map((row) => ({ table, ...row })));
  return [
    '| table | columns | whose | how long |',
    '|---|---|---|---|',
    ...rows.map(
      ({ table, columns, whose, until }) =>
        `| \`${table}\` | ${columns.map((column) => `\`${column}\``).join(', ')} | ${whose} | ${until} |`,
    ),
  ].join('\n');
}

function rowsOf({ personal, passing }: HeldTable) {
  return [
    ...(personal
      ? [{ columns: personal.columns, whose: personal.of.map(whose).join(' and '), until: until(personal) }]
      : []),
    ...(passing ? [{ columns: passing.columns, whose: '–', until: passing.until }] : []),
  ];
}

const whose = (owner: Owner): string => {
  if (owner.kind === 'person') return `the person in \`${owner.id}\``;
  return 'writer' in owner ? `the writer and the comment’s author` : 'the comment’s author';
};

function until({ as, atMost }: PersonalColumns): string {
  const erased = atMost === undefined ? 'until the person is erased' : `until the person is erased, ${atMost} at most`;
  return as === undefined ? erased : `${erased}; ${as === 'sealed' ? 'sealed' : `a ${as}`}`;
}
