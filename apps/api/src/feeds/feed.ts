import type { ThreadComment } from '#read-models/thread/queries';

/** A feed of the newest comments of an article or a site. */
export interface Feed {
  readonly title: string;
  /** The feed's own URL. */
  readonly self: string;
  /** The URL of the page that the feed is about. */
  readonly page: string;
  /** The URL of the next page with older comments (RFC 5005); null if there are none. */
  readonly next: string | null;
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly author: string;
  readonly html: string;
  readonly published: Date;
  readonly updated: Date;
}

export const entryOf = (comment: ThreadComment, link: string): FeedEntry => ({
  id: `urn:uuid:${comment.id}`,
  title: comment.authorName ?? '',
  link,
  author: comment.authorName ?? '',
  html: comment.html ?? '',
  published: comment.createdAt,
  updated: comment.editedAt ?? comment.createdAt,
});

/** The bytes of an entry in the longer format, Atom, which has the URL and the author's name twice, with a margin. */
export const entryBytes = (entry: FeedEntry): number => Buffer.byteLength(atomEntry(entry)) + 200;

/** Writes Atom (RFC 4287). */
export function atom({ title, self, page, next, entries }: Feed): string {
  const updated = newest(entries).toISOString();
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${xml(self)}</id>
<title>${xml(title)}</title>
<updated>${updated}</updated>
<link rel="self" type="application/atom+xml" href="${xml(self)}"/>
<link rel="alternate" type="text/html" href="${xml(page)}"/>${nextLink('link', next)}
${entries.map(atomEntry).join('\n')}
</feed>
`;
}

const atomEntry = ({ id, title, link, author, html, published, updated }: FeedEntry): string => `<entry>
<id>${xml(id)}</id>
<title>${xml(title)}</title>
<link rel="alternate" href="${xml(link)}"/>
<author><name>${xml(author)}</name></author>
<published>${published.toISOString()}</published>
<updated>${updated.toISOString()}</updated>
<content type="html">${xml(html)}</content>
</entry>`;

/** Writes RSS 2.0. Names are in Dublin Core elements, because RSS's author element is an e-mail address. */
export function rss({ title, self, page, next, entries }: Feed): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${xml(title)}</title>
<link>${xml(page)}</link>
<description>${xml(asHtml(title))}</description>
<lastBuildDate>${newest(entries).toUTCString()}</lastBuildDate>
<atom:link rel="self" type="application/rss+xml" href="${xml(self)}"/>${nextLink('atom:link', next)}
${entries.map(rssItem).join('\n')}
</channel>
</rss>
`;
}

const nextLink = (element: string, next: string | null): string =>
  next === null ? '' : `\n<${element} rel="next" href="${xml(next)}"/>`;

const rssItem = ({ id, title, link, author, html, published }: FeedEntry): string => `<item>
<guid isPermaLink="false">${xml(id)}</guid>
<title>${xml(title)}</title>
<link>${xml(link)}</link>
<dc:creator>${xml(author)}</dc:creator>
<pubDate>${published.toUTCString()}</pubDate>
<description>${xml(html)}</description>
</item>`;

const newest = (entries: readonly FeedEntry[]): Date =>
  new Date(Math.max(0, ...entries.map(({ updated }) => updated.getTime())));

// XML 1.0 does not allow most control characters, not even escaped.
// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** An RSS description is HTML, but the title is plain text, which may come from a reader's page. */
const asHtml = (text: string): string => xml(text);

const xml = (text: string): string =>
  text
    .replace(forbidden, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
