import type { CommentStatus } from '../vocabulary.ts';

/** The only definition of "visible": comments that a signed-out reader can reach, and that are counted. */
export const visibleStatuses: readonly CommentStatus[] = ['published', 'approved'];
export const isVisible = (status: CommentStatus): boolean => visibleStatuses.includes(status);
