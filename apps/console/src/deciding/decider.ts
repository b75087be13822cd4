import type { DecisionResult } from '#contracts/moderation-answers';
import type { Problem } from '#client/problem';
import { type SiteApi, mostDecisions } from '../service/site-api.ts';
import type { Target, Verdict } from './verdict.ts';

/** The result of a decision on some comments. */
export interface Decided {
  readonly results: readonly DecisionResult[];
  /** Undoing these batches undoes the whole decision. */
  readonly batchIds: readonly string[];
  /** Those that the service refused, or that were given up: nothing was decided there. */
  readonly notDecided: readonly string[];
  /** Why a whole call was refused. */
  readonly problem: Problem | null;
}

export type TakenBack = Pick<Decided, 'results' | 'problem'> & { readonly undone: readonly DecisionResult[] };

/** Sends a verdict, in calls of a hundred comments side by side. */
export async function sendDecision(api: SiteApi, targets: readonly Target[], verdict: Verdict): Promise<Decided> {
  const parts = await Promise.all(inParts(targets).map((part) => decidePart(api, part, verdict)));
  return {
    results: parts.flatMap(({ results }) => results),
    batchIds: parts.flatMap(({ batchIds }) => batchIds),
    notDecided: parts.flatMap(({ notDecided }) => notDecided),
    problem: parts.find(({ problem }) => problem !== null)?.problem ?? null,
  };
}

async function decidePart(api: SiteApi, targets: readonly Target[], verdict: Verdict): Promise<Decided> {
  const delivery = await api.decide(
    targets.map(({ commentId, version }) => ({
      commentId,
      ...verdict,
      ...(version !== undefined && { expectedVersion: version }),
    })),
  );
  if (!delivery.ok) {
    const notDecided = targets.map(({ commentId }) => commentId);
    return { results: [], batchIds: [], notDecided, problem: 'problem' in delivery ? delivery.problem : null };
  }
  const { results, batchId } = delivery.value;
  const applied = results.some(({ outcome }) => outcome === 'applied');
  const failed = results.flatMap(({ commentId, outcome }) => (outcome === 'failed' ? [commentId] : []));
  return { results, batchIds: applied ? [batchId] : [], notDecided: failed, problem: null };
}

/** Takes batches back. Resolves with what became of each of their comments; those that were `undone` wait again. */
export async function sendUndo(api: SiteApi, batchIds: readonly string[]): Promise<TakenBack> {
  const deliveries = await Promise.all(batchIds.map((batchId) => api.undo({ batchId })));
  const results = deliveries.flatMap((one) => (one.ok ? one.value.results : []));
  const undone = results.filter(({ outcome }) => outcome === 'applied');
  const problem = deliveries.flatMap((one) => (!one.ok && 'problem' in one ? [one.problem] : []))[0] ?? null;
  return { undone, results, problem };
}

function inParts(targets: readonly Target[]): Target[][] {
  const parts: Target[][] = [];
  for (let at = 0; at < targets.length; at += mostDecisions) parts.push(targets.slice(at, at + mostDecisions));
  return parts;
}
