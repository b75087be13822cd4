/** A comment on the page of its publisher, whose own address may name a place on it already. */
export const commentOnPage = (page: string, id: string): string => `${page.split('#', 1)[0]}#comment-${id}`;

/** A comment on a thread's page of ours, which begins with it: it may be older than what the page shows first. */
export const commentOnEmbed = (embed: string, id: string): string => `${embed}?comment=${id}#comment-${id}`;
