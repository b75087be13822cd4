/**
 * Most cards that a page of the desk claims in advance: enough for a moderator never to wait, few enough to leave work
 * for colleagues.
 */
export const mostAhead = 4;
