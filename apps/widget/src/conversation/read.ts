import type { Stage } from './stage.ts';
import { withWaiting } from './with-waiting.ts';

/** Loads the first page in the order that the reader wants. */
export async function load(
  stage: Stage,
  asked = stage.service.thread({ sort: stage.state.sort, after: stage.latest() }),
  focus: string | null = null,
): Promise<void> {
  if (stage.state.phase === 'failed') stage.set({ phase: 'loading' });
  const { sort } = stage.state;
  const { value, problem } = await asked;
  if (stage.state.sort !== sort) return; // another order was asked for meanwhile
  if (problem) {
    stage.set({ phase: 'failed' });
    return;
  }
  const { article, count, comments, nextCursor } = value;
  stage.loaded(value);
  const shown = { article, count, comments: withWaiting(stage, comments), nextCursor, arrived: [] };
  stage.set({ phase: 'ready', now: stage.time(), ...shown }, focus);
}
