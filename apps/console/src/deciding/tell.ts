import { problemWords } from '../service/problem.ts';
import type { Desk } from '../desk/desk.ts';
import type { Decided } from './decider.ts';
import { reachesEscalated } from '../desk/reaches-escalated.ts';
import { isolateIn } from '../languages/isolate.ts';
import { decidingTexts } from './texts.ts';
import type { Undoable } from '../desk/undos.ts';
import type { Verdict } from './verdict.ts';

export interface Told {
  readonly verdict: Verdict;
  readonly count: number;
  readonly excerpt: string | null;
  /** Settled once the service has answered. */
  readonly decided: Promise<Decided>;
  /** Takes it back; called with the batches once they are known. */
  readonly undo: (
    batchIds: readonly string[],
  ) => Promise<{ undone: readonly unknown[]; failed: number; problem: Decided['problem'] }>;
}

/**
 * A toast for a decision, with undo for ten seconds and by `u` later on; another one if it came too late, was refused
 * or never went out.
 */
export async function tell(desk: Desk, told: Told): Promise<void> {
  const { decided, count } = told;
  const { toasts, words, texts } = speech(desk);
  const undoable: Undoable = { begin: () => toasts.close(id), run: () => takeBack(desk, told) };
  const undo = { label: texts.undo, key: 'undo', run: () => desk.undos.take(undoable) } as const;
  const canUndo = told.verdict.decision !== 'escalate' || reachesEscalated(desk);
  const id = toasts.show({
    text: whatWasDone(desk, told),
    tone: told.verdict.decision === 'approve' ? 'good' : 'plain',
    ...(canUndo && { action: undo }),
  });
  const forget = canUndo ? desk.undos.add(undoable) : () => undefined;
  const { results, notDecided, problem } = await decided;
  const late = results.filter(({ outcome }) => outcome === 'conflict').length;
  if (late + notDecided.length === count) {
    toasts.close(id);
    forget();
  }
  if (late > 0) toasts.show({ text: words.count(texts.tooLate, late), tone: 'bad' });
  if (notDecided.length > 0) {
    const why = problem
      ? words.fill(texts.refused, { why: problemWords(problem) })
      : words.count(texts.notSent, notDecided.length);
    toasts.show({ text: why, tone: 'bad', stays: true });
  }
}

function whatWasDone(desk: Desk, { verdict, excerpt, count }: Told): string {
  const { words, texts } = speech(desk);
  const reason = verdict.reason ? ` · ${texts.reasons[verdict.reason]}` : '';
  const ignored = verdict.ignoreReports ? ` · ${texts.reportsIgnored}` : '';
  const what =
    excerpt === null ? words.count(texts.decidedMany[verdict.decision], count) : texts.decided[verdict.decision];
  return what + reason + ignored + (excerpt === null ? '' : `: “${isolateIn(words, excerpt)}”`);
}

async function takeBack(desk: Desk, { decided, undo }: Told): Promise<void> {
  const { toasts, words, texts } = speech(desk);
  const { batchIds } = await decided;
  if (batchIds.length === 0) return;
  const { undone, failed, problem } = await undo(batchIds);
  if (failed > 0) toasts.show({ text: texts.notUndone, tone: 'bad' });
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
  return { toasts, words: spoken, texts: decidingTexts[spoken.language] };
}
