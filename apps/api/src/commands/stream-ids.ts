import { LRUCache } from 'lru-cache';
import { v5 } from 'uuid';

// Any fixed UUID will do; it keeps our names apart from everybody else's (RFC 9562, 5.5).
const namespace = '5f2c8b0e-7d1a-4c7e-9a53-2f8f4f6d0c11';

/**
 * Streams that are found by what they are about, not by an id somebody remembers. A comment's and an author's stream is
 * their own id.
 */
export const articleStream = (site: string, articleId: string): string => remembered(`article\n${site}\n${articleId}`);
export const policyStream = (site: string): string => remembered(`policy\n${site}`);
/** All sites are one stream: a process that follows it knows them all. */
export const sitesStream = v5('sites', namespace);
export const likeStream = (commentId: string, readerId: string): string =>
  v5(`like\n${commentId}\n${readerId}`, namespace);

// Every post asks for the same few: hashing them anew was a twenty-fifth of its cost.
const known = new LRUCache<string, string>({ max: 10_000 });
function remembered(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const streamId = v5(name, namespace);
  known.set(name, streamId);
  return streamId;
}
