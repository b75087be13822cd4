import { visibleStatuses } from '#contracts/comment-life/visible';

const visible = visibleStatuses.map((status) => `'${status}'`).join(', ');

/**
 * That readers see a comment, as a condition on the column with its status. Tables write the same out; a spec holds
 * them to it.
 */
export const isVisibleSql = (status: string): string => `${status} in (${visible})`;
