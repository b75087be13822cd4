import type { QueueName } from '#contracts/vocabulary';
import { until } from '#test/support/time/until';
import type { World } from './world.ts';

const site = '/v1/sites/default';

/** A word in a text that readers do not see, and the queue whose moderators may see it. */
export interface HiddenWord {
  readonly word: string;
  readonly queue: QueueName;
  readonly commentId: string;
  readonly authorId: string;
  readonly articleId: string;
  /** Batch of the last decision about the comment. */
  readonly batchId: string | null;
}

interface Posted extends Place {
  readonly token: string;
}

/** A comment with its author and article. */
export type Place = Pick<HiddenWord, 'commentId' | 'authorId' | 'articleId'>;

export interface Hidden {
  readonly words: readonly HiddenWord[];
  /** Visible comments that are related to hidden ones: as parent, reply or by the same address. */
  readonly near: readonly Place[];
  /** Id of the moderator who made all decisions. */
  readonly decidedBy: string;
}

/**
 * Fills a site with words in every field that only moderators see: texts of every status, their parents and siblings,
 * reports, notes, messages.
 */
export async function hideWords(world: World): Promise<Hidden> {
  const boss = await world.token({ sub: 'boss', name: 'Boss', roles: ['admin'] });
  const words: HiddenWord[] = [];
  const batches = new Map<string, string>();

  const send = async (method: string, path: string, body?: object, token: string | undefined = boss) => {
    const answer = await world.call(method, `${site}${path}`, { token, ...(body && { body }) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const mode = (article: string, is: 'pre' | 'post') => send('PUT', `/articles/${article}`, { mode: is });
  const post = async (articleId: string, body: string, parentId?: string): Promise<Posted> => {
    const answer = await world.call('POST', `${site}/articles/${articleId}/comments`, {
      body: { body, author: { name: 'Guest' }, ...(parentId && { parentId }) },
    });
    const { comment, authorToken } = answer.body;
    return { commentId: comment.id, authorId: comment.author.id, articleId, token: authorToken };
  };
  const decide = async ({ commentId }: Posted, decision: string, texts: object = {}) => {
    const reason = decision === 'reject' ? { reason: 'spam' } : {};
    const { batchId } = await send('POST', '/moderation/decisions', {
      decisions: [{ commentId, decision, ...reason, ...texts }],
    });
    batches.set(commentId, batchId);
  };
  const report = ({ commentId }: Posted, note: string) =>
    send('POST', `/comments/${commentId}/flags`, { reason: 'abuse', note });
  const hide = (word: string, queue: QueueName, { commentId, authorId, articleId }: Posted) =>
    words.push({ word, queue, commentId, authorId, articleId, batchId: batches.get(commentId) ?? null });

  await mode('held', 'pre');
  const held = await post('held', 'The wordheld text');
  hide('wordheld', 'pending', held);
  await send('POST', `/moderation/items/${held.commentId}/notes`, { note: 'wordheldnote' });
  hide('wordheldnote', 'pending', held);

  const escalated = await post('held', 'The wordescalated text');
  await decide(escalated, 'escalate', { note: 'wordescalatednote' });
  hide('wordescalated', 'escalated', escalated);
  hide('wordescalatednote', 'escalated', escalated);

  const rejected = await post('held', 'The wordrejected text');
  await decide(rejected, 'reject', { message: 'Because of wordmessage.' });
  hide('wordrejected', 'pending', rejected);
  hide('wordmessage', 'pending', rejected);

  const settled = await post('held', 'The wordsettled text');
  await decide(settled, 'escalate');
  await decide(settled, 'reject');
  hide('wordsettled', 'escalated', settled);

  const withdrawn = await post('held', 'The wordwithdrawn text');
  await send('DELETE', `/comments/${withdrawn.commentId}`, undefined, withdrawn.token);
  hide('wordwithdrawn', 'pending', withdrawn);

  const reported = await post('open', 'Everybody reads this');
  await report(reported, 'wordreport');
  hide('wordreport', 'reported', reported);

  // Readers see a placeholder for it, since it has a reply.
  const removed = await post('open', 'The wordremoved text');
  const reply = await post('open', 'A reply that stays', removed.commentId);
  await decide(removed, 'reject');
  hide('wordremoved', 'reported', removed);

  // The parent and siblings of these comments are in other queues.
  await mode('mixed', 'post');
  const root = await post('mixed', 'A root that stays');
  const above = await post('mixed', 'The wordabove text', root.commentId);
  await mode('mixed', 'pre');
  const below = await post('mixed', 'The wordbelow text', above.commentId);
  const sibling = await post('mixed', 'The wordsibling text', above.commentId);
  await decide(above, 'escalate');
  await decide(sibling, 'escalate');
  hide('wordabove', 'escalated', above);
  hide('wordbelow', 'pending', below);
  hide('wordsibling', 'escalated', sibling);

  // The same text twice, in two queues.
  const [same, other] = [await post('held', 'Buy wordsame now'), await post('held', 'buy WORDSAME, now')];
  await decide(other, 'escalate');
  hide('wordsame', 'pending', same);
  hide('WORDSAME', 'escalated', other);

  await world.settled();
  await until('the addresses were noted', async () => {
    const { comments } = await send('GET', `/comments/${reported.commentId}/same-address`);
    return comments.length >= 10;
  });
  const { decisions } = await send('GET', '/moderation/decisions?moderator=me');
  return { words, near: [reply, root, reported], decidedBy: decisions[0].by.id };
}
