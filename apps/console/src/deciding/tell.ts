import type { ItemAnswer } from '#contracts/moderation-answers';
import type { ToastLine } from '../desk/toasts.ts';
import { problemWords } from '../service/problem.ts';
import type { Desk } from '../desk/desk.ts';
import type { Decided, TakenBack } from './decider.ts';
import { excerptOf } from '../parts/excerpt.ts';
import { fateTexts } from './fate-texts.ts';
import { type Named, failuresOf } from './failures.ts';
import { reachesEscalated } from '../desk/reaches-escalated.ts';
import { isolateIn } from '../languages/isolate.ts';
import { decidingTexts } from './texts.ts';
import type { Undoable } from '../desk/undos.ts';
import type { Verdict } from './verdict.ts';

export interface Told {
  readonly verdict: Verdict;
  readonly count: number;
  /** The decided comments that were loaded on this page. */
  readonly items: readonly ItemAnswer[];
  /** Resolves when the service has answered. */
  readonly decided: Promise<Decided>;
  /** Undoes the decision; called with the ids of its batches once they are known. */
  readonly undo: (batchIds: readonly string[]) => Promise<TakenBack>;
}

/**
 * Shows a toast for a decision, with undo for ten seconds, and by `u` later. A second toast lists each comment whose
 * decision came too late, was refused or was not sent.
 */
export async function tell(desk: Desk, told: Told): Promise<void> {
  const { decided, count } = told;
  const { toasts, texts } = speech(desk);
  const undoable: Undoable = { begin: () => toasts.close(id), run: () => takeBack(desk, told) };
  const undo = { label: texts.undo, key: 'undo', run: () => desk.undos.take(undoable) } as const;
  const canUndo = told.verdict.decision !== 'escalate' || reachesEscalated(desk);
  const id = toasts.show({
    text: whatWasDone(desk, told, count),
    tone: told.verdict.decision === 'approve' ? 'good' : 'plain',
    ...(canUndo && { action: undo }),
  });
  const forget = canUndo ? desk.undos.add(undoable) : () => undefined;
  const answer = await decided;
  const lines = failuresOf(answer, namedIn(desk, told), speech(desk));
  if (lines.length === 0) return;
  if (lines.length < count) toasts.reword(id, whatWasDone(desk, told, count - lines.length));
  else {
    toasts.close(id);
    forget();
  }
  tellOfFailures(desk, answer, lines, count > 1);
}

/** @param named list each comment: needed if there was more than one */
function tellOfFailures(
  desk: Desk,
  { results, notDecided, problem }: Decided,
  lines: readonly ToastLine[],
  named: boolean,
): void {
  const { toasts, words, texts } = speech(desk);
  const [{ why } = { why: '' }] = lines;
  if (!named) {
    const isUnsent = notDecided.length > 0 && !problem && results.length === 0;
    const text = isUnsent ? words.count(texts.notSent, 1) : words.fill(texts.refused, { why });
    // A card that came too late is shown again with the reason.
    const isLate = results.some(({ outcome }) => outcome === 'conflict');
    toasts.show({ text, tone: 'bad', stays: !isLate });
  } else toasts.show({ text: words.count(texts.notDecided, lines.length), tone: 'bad', lines, stays: true });
}

const namedIn = (desk: Desk, { items }: Told): Named => ({ items, site: desk.site.peek() });

function whatWasDone(desk: Desk, { verdict, items, count: all }: Told, count: number): string {
  const { words, texts } = speech(desk);
  const [only] = items;
  const excerpt = all === 1 && only ? excerptOf(only.comment.body ?? '') : null;
  const decided =
    excerpt === null ? words.count(texts.decidedMany[verdict.decision], count) : texts.decided[verdict.decision];
  const reason = verdict.reason ? [texts.reasons[verdict.reason]] : [];
  const ignored = verdict.ignoreReports ? [texts.reportsIgnored] : [];
  const what = [decided, ...reason, ...ignored].join(' · ');
  return excerpt === null ? what : words.fill(texts.about, { what, excerpt: isolateIn(words, excerpt) });
}

async function takeBack(desk: Desk, told: Told): Promise<void> {
  const { toasts, words, texts } = speech(desk);
  const { batchIds } = await told.decided;
  if (batchIds.length === 0) return;
  const { undone, results, problem } = await told.undo(batchIds);
  const lines = failuresOf({ results, problem: null }, namedIn(desk, told), speech(desk));
  if (lines.length > 0)
    toasts.show({ text: texts.notUndone, tone: 'bad', ...(told.count > 1 && { lines, stays: true }) });
  if (problem) toasts.show({ text: words.fill(texts.undoRefused, { why: problemWords(problem) }), tone: 'bad' });
  if (undone.length === 0) return;
  const more = { label: texts.undoMore, key: 'undo', run: () => desk.undos.takeNewest() } as const;
  toasts.show({
    text: words.count(texts.undone, undone.length),
    tone: 'plain',
    ...(desk.undos.any.peek() && { action: more }),
  });
}

function speech({ toasts, words }: Desk) {
  const spoken = words.peek();
  return { toasts, words: spoken, texts: decidingTexts[spoken.language], fate: fateTexts[spoken.language] };
}
