import { visibleStatuses } from '#contracts/comment-life/visible';

const visible = visibleStatuses.map((status) => `'${status}'`).join(', ');

/**
 * An SQL condition on a status column: readers see the comment. Tables repeat it as a literal, and a spec compares
 * both.
 */
export const isVisibleSql = (status: string): string => `${status} in (${visible})`;
