/**
 * Whose key seals an event's personal data: whoever wrote it, or whom a restriction names. Undefined for events, of types known here
 * or not, that have nobody's.
 */
export function personalOwnerOf({ type, data }: { type: string; data: object }): string | undefined {
  const field = owners[type];
  const owner: unknown = field && Object.entries(data).find(([name]) => name === field)?.[1];
  return typeof owner === 'string' ? owner : undefined;
}

/**
 * Whether what such an event seals is somebody's words about another person's comment: then the key of that comment's author seals it as
 * well, and the words go with whoever of the two is erased first. False for types that are not known here.
 */
export const speaksOfAComment = (type: string): boolean =>
  owners[type] === 'reporterId' || owners[type] === 'moderatorId';

const owners: Readonly<Record<string, string>> = {
  CommentPosted: 'authorId',
  CommentEdited: 'authorId',
  AuthorRestricted: 'authorId',
  CommentFlagged: 'reporterId',
  CommentApproved: 'moderatorId',
  CommentRejected: 'moderatorId',
  CommentEscalated: 'moderatorId',
  CommentReopened: 'moderatorId',
  CommentNoted: 'moderatorId',
};
