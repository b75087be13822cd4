import type { EventLog } from '#event-store/event-log';

/** Texts of others about a person's comments: in reports, decisions and notes. */
export interface OthersWords {
  readonly events: number;
  /** Of these, the events that can still be decrypted: older ones are sealed under the writer's key only. */
  readonly readable: number;
}

/** Tries to decrypt every text. Texts that were removed from the log count as found and unreadable. */
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
