import type { EmbedPage } from '#contracts/embed';
import { aboutText } from '../conversation/about-text.ts';
import { problemText } from '../conversation/problem-text.ts';
import type { ThreadWords } from '../languages/thread-words.ts';
import { type Notice, type ThreadState, emptyForm } from '../state/thread-state.ts';

type Sent = NonNullable<EmbedPage['sent']>;

/** The form that was sent without scripts, as it was filled in, with what became of it. */
export function sentForms({ open, sent }: EmbedPage, words: ThreadWords): ThreadState['forms'] {
  if (!sent) return {};
  const isReport = open?.kind === 'report';
  const form = open === null ? '' : isReport ? `report ${open.id}` : open.id;
  const { body = '', name = '', email = '', reason, note = '' } = sent;
  // The text of a report is only restored into a report: in a comment form, the next click would publish it.
  const fields = { body: isReport ? note : body, name, email, reason };
  return { [form]: { ...emptyForm, ...fields, notice: noticeOf(sent, words) } };
}

function noticeOf({ outcome, body = '' }: Sent, words: ThreadWords): Notice {
  if (typeof outcome === 'string') return { outcome };
  const problem = aboutText(outcome, body);
  return { problem, text: problemText(problem, words, 'UTC') };
}
