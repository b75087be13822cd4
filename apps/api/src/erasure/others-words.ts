import type { EventLog } from '#event-store/event-log';

/** What others wrote about a person's comments, in reports, decisions and notes. */
export interface OthersWords {
  readonly events: number;
  /** Of these, what still opens: sealed under its writer's key alone, as all was before there were joint keys. */
  readonly readable: number;
}

/** Tries to open all of it: a proof, not a guess. What was removed from the log counts as found, and as unreadable. */
export async function othersWordsOn(
  log: EventLog,
  authorId: string,
  commentIds: readonly string[],
): Promise<OthersWords> {
  const streams = [...(await log.readStreams(commentIds)).values()];
  const byOthers = streams.flat().filter(({ subjectId }) => subjectId !== null && subjectId !== authorId);
  const opened = await log.open(byOthers);
  return { events: opened.length, readable: opened.filter(({ personal }) => personal !== null).length };
}
