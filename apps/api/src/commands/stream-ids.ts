import { v5 } from 'uuid';

// Any fixed UUID will do; it keeps our names apart from everybody else's (RFC 9562, 5.5).
const namespace = '5f2c8b0e-7d1a-4c7e-9a53-2f8f4f6d0c11';

/** Streams that are found by what they are about, not by an id somebody remembers. A comment's and an author's stream is their own id. */
export const articleStream = (site: string, articleId: string): string =>
  v5(`article\n${site}\n${articleId}`, namespace);
export const policyStream = (site: string): string => v5(`policy\n${site}`, namespace);
export const likeStream = (commentId: string, readerId: string): string =>
  v5(`like\n${commentId}\n${readerId}`, namespace);
