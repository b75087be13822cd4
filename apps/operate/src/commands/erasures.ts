import { type ListedErasure, listErasures, retryErasure } from '#api/erasure/listed-erasures';
import type { Config } from '#platform/config';
import { StartupError } from '#platform/startup-error';
import { onDatabase } from '../work/installation.ts';
import type { OperatorCommand } from '../line/command.ts';

export const showErasures: OperatorCommand = {
  name: 'erasures',
  summary: 'List incomplete erasures; exit code 1 if one has taken longer than an hour',
  options: {
    all: { summary: 'include complete erasures' },
    retry: { value: 'author', summary: 'retry the erasure of this author now' },
  },
  run: async ({ config, terminal, text, flag }) => {
    const { lines, overdue } = await erasures(config, { all: flag('all'), retry: text('retry') });
    for (const line of lines) terminal.print(line);
    return overdue ? 1 : 0;
  },
};

/**
 * Lists incomplete erasures, the oldest first; with `all`, complete ones too. With `retry`, it first attempts that
 * author's erasure again. Returns the lines to print, and whether an erasure has taken longer than an hour.
 * @throws StartupError if there is nothing to retry
 */
export async function erasures(
  config: Config,
  { all = false, retry }: { readonly all?: boolean; readonly retry?: string | undefined } = {},
): Promise<{ lines: readonly string[]; overdue: boolean }> {
  return onDatabase(config, async (pool) => {
    if (retry !== undefined && !(await retryErasure(pool, retry)))
      throw new StartupError(`--retry ${retry}: the ledger has no incomplete erasure of this author`);
    const listed = await listErasures(pool, { all });
    const unfinished = listed.filter(({ completedAt }) => completedAt === null).length;
    const lines = [...listed.map(lineOf), `${unfinished} not complete`];
    return { lines, overdue: listed.some(({ overdue }) => overdue) };
  });
}

function lineOf({ site, authorId, requestedAt, completedAt, ...entry }: ListedErasure): string {
  const request = `${site} ${authorId}  requested ${secondsOf(requestedAt)}`;
  if (completedAt !== null) return `${request}  complete ${secondsOf(completedAt)}  attempts ${entry.attempts}`;
  return [
    ...[request, `attempts ${entry.attempts}`, `next ${secondsOf(entry.nextAttemptAt)}`],
    ...[`last error ${entry.lastError ?? 'none'}`, `left: ${entry.left.join(', ')}`],
  ].join('  ');
}

const secondsOf = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;
