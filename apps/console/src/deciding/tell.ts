import type { Desk } from '../desk';
import type { Decided } from './decider';
import { decidingTexts } from './texts';
import type { Verdict } from './verdict';

export interface Told {
  readonly verdict: Verdict;
  readonly count: number;
  readonly excerpt: string | null;
  /** Settled once the service has answered. */
  readonly decided: Promise<Decided>;
  /** Takes it back; called with the batches once they are known. */
  readonly undo: (batchIds: readonly string[]) => Promise<{ undone: readonly unknown[]; failed: number }>;
}

/** A toast for a decision, with undo for ten seconds; another one if it came too late, was refused or never went out. */
export async function tell(desk: Desk, { verdict, count, excerpt, decided, undo }: Told): Promise<void> {
  const { toasts } = desk;
  const words = desk.words.peek();
  const texts = decidingTexts[words.language];
  const reason = verdict.reason ? ` · ${texts.reasons[verdict.reason]}` : '';
  const what =
    excerpt === null ? words.count(texts.decidedMany[verdict.decision], count) : texts.decided[verdict.decision];
  const text = what + reason + (excerpt === null ? '' : `: “${excerpt}”`);
  const takeBack = async (): Promise<void> => {
    const { batchIds } = await decided;
    if (batchIds.length === 0) return;
    const { undone, failed } = await undo(batchIds);
    if (failed > 0) toasts.show({ text: texts.notUndone, tone: 'bad' });
    if (undone.length > 0) toasts.show({ text: words.count(texts.undone, undone.length), tone: 'plain' });
  };
  const id = toasts.show({
    text,
    tone: verdict.decision === 'approve' ? 'good' : 'plain',
    action: { label: texts.undo, key: 'undo', run: () => void takeBack() },
  });
  const { results, notDecided, problem } = await decided;
  const late = results.filter(({ outcome }) => outcome === 'conflict').length;
  if (late + notDecided.length === count) toasts.close(id);
  if (late > 0) toasts.show({ text: words.count(texts.tooLate, late), tone: 'bad' });
  if (notDecided.length > 0) {
    const why = problem
      ? words.fill(texts.refused, { why: problem.detail || problem.title })
      : words.count(texts.notSent, notDecided.length);
    toasts.show({ text: why, tone: 'bad', stays: true });
  }
}
