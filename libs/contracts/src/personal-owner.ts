/**
 * Whose key seals an event's personal data: whoever wrote it, or whom a restriction names. Undefined for events, of types known here
 * or not, that have nobody's.
 */
export function personalOwnerOf({ type, data }: { type: string; data: object }): string | undefined {
  const field = owners[type];
  const owner: unknown = field && Object.entries(data).find(([name]) => name === field)?.[1];
  return typeof owner === 'string' ? owner : undefined;
}

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
