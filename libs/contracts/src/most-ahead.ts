/**
 * Cards that a page claims ahead of the one that is looked at, at most: enough that nobody waits, few enough that
 * colleagues find work.
 */
export const mostAhead = 4;
