/** The URL of a comment on the publisher's page. A fragment in the page's URL is replaced. */
export const commentOnPage = (page: string, id: string): string => `${page.split('#', 1)[0]}#comment-${id}`;

/**
 * The URL of a comment on our own thread page. The page begins with it, because it may be older than the first page.
 */
export const commentOnEmbed = (embed: string, id: string): string => `${embed}?comment=${id}#comment-${id}`;
