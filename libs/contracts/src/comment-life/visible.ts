import type { CommentStatus } from '../vocabulary.ts';

/** The one definition of "visible": what a signed-out reader can reach, and what the count counts. */
export const visibleStatuses: readonly CommentStatus[] = ['published', 'approved'];
export const isVisible = (status: CommentStatus): boolean => visibleStatuses.includes(status);
