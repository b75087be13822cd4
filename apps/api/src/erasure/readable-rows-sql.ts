import type { HeldTables, Owner, PersonalColumns } from '#platform/held-tables';

/**
 * Counts the rows with personal data of a person, as `readable`. $1 site, $2 the person's id, $3 the ids of their
 * comments. Table and column names come only from declarations in code, so the SQL needs no escaping.
 */
export function readableRowsSql(tables: HeldTables): string {
  const counts = Object.entries(tables).flatMap(([table, { personal }]) =>
    personal
      ? [`(select count(*) from ${table} where (${belongsToPerson(personal)}) and (${isFilled(personal)}))`]
      : [],
  );
  return `select ${counts.join('\n  + ')} as readable`;
}

const belongsToPerson = ({ of }: PersonalColumns): string => of.map(findsBy).join(' or ');

function findsBy(owner: Owner): string {
  if (owner.kind === 'person')
    return owner.site === undefined ? `${owner.id} = $2` : `${owner.site} = $1 and ${owner.id} = $2`;
  const ofComment = `${owner.id} = any ($3::uuid[])`;
  return 'writer' in owner ? `${ofComment} and ${owner.writer} <> $2` : ofComment;
}

const isFilled = ({ columns, empty = {} }: PersonalColumns): string =>
  columns.map((column) => (column in empty ? `${column} <> ${empty[column]}` : `${column} is not null`)).join(' or ');
