import type { DecisionResult, ItemAnswer } from '#contracts/moderation-answers';
import type { DeskWords } from '../languages/desk-words.ts';
import type { ToastLine } from '../desk/toasts.ts';
import { problemWords } from '../service/problem.ts';
import { excerptOf } from '../parts/excerpt.ts';
import type { Decided } from './decider.ts';
import { fateSentence } from './fate-sentence.ts';
import type { FateTexts } from './fate-texts.ts';
import type { DecidingTexts } from './texts.ts';

export interface Named {
  /** The decided comments that were loaded on this page. */
  readonly items: readonly ItemAnswer[];
  readonly site: string;
}

interface Speech {
  readonly words: DeskWords;
  readonly texts: DecidingTexts;
  readonly fate: FateTexts;
}

/** The comments whose decision was not applied: the reason of each, and the link to it. */
export function failuresOf(
  { results, notDecided, problem }: Pick<Decided, 'results' | 'problem'> & Partial<Pick<Decided, 'notDecided'>>,
  named: Named,
  speech: Speech,
): ToastLine[] {
  const told = results.flatMap((result) => {
    const why = whyNot(result, speech);
    return why === null ? [] : [{ commentId: result.commentId, why }];
  });
  const why = problem ? problemWords(problem) : speech.texts.notSentWhy;
  const untold = (notDecided ?? []).filter((id) => !results.some(({ commentId }) => commentId === id));
  return [...told, ...untold.map((commentId) => ({ commentId, why }))].map(({ commentId, why: reason }) => ({
    text: nameOf(commentId, named, speech),
    why: reason,
    to: { page: 'comment', site: named.site, id: commentId },
  }));
}

/** Null if the decision was applied. */
function whyNot({ outcome, conflict, problem }: DecisionResult, { words, texts, fate }: Speech): string | null {
  switch (outcome) {
    case 'applied':
    case 'unchanged':
      return null;
    case 'conflict':
      return conflict ? fateSentence(conflict, fate, words) : fate.gone;
    case 'not-found':
      return fate.gone;
    case 'forbidden':
      return texts.outOfReach;
    case 'failed':
      return problem ? problemWords(problem) : texts.notSentWhy;
  }
}

function nameOf(commentId: string, { items }: Named, { texts, words }: Speech): string {
  const item = items.find(({ comment }) => comment.id === commentId);
  if (!item) return texts.sameText;
  const { title, articleId } = item.article;
  return words.fill(texts.onArticle, { excerpt: excerptOf(item.comment.body ?? ''), article: title ?? articleId });
}
