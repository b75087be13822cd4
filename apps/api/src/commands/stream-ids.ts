import { LRUCache } from 'lru-cache';
import { v5 } from 'uuid';
import { upTo } from '#platform/up-to';

// An arbitrary fixed UUID. It keeps our names apart from those of other namespaces (RFC 9562, 5.5).
const namespace = '5f2c8b0e-7d1a-4c7e-9a53-2f8f4f6d0c11';

/** Stream ids derived from names. The streams of comments and authors have the comment's or author's own id. */
export const articleStream = (site: string, articleId: string): string =>
  cachedStreamId(`article\n${site}\n${articleId}`);
export const policyStream = (site: string): string => cachedStreamId(`policy\n${site}`);
/** One stream for all sites, so that a process that follows it knows every site. */
export const sitesStream = v5('sites', namespace);
export const likeStream = (commentId: string, readerId: string): string =>
  v5(`like\n${commentId}\n${readerId}`, namespace);

// Every post needs the same few ids. Hashing them each time took 4 % of its cost.
const known = new LRUCache<string, string>(upTo(10_000));
function cachedStreamId(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const streamId = v5(name, namespace);
  known.set(name, streamId);
  return streamId;
}
