import type { CommentAnswer, ThreadAnswer } from '#contracts/answers';
import { commentOnPage } from '../http/comment-address.ts';

/** The comments in schema.org's vocabulary, for search engines: https://schema.org/Comment. */
export function jsonLd({ article, count, comments }: ThreadAnswer, pageUrl: string): string {
  const document = {
    '@context': 'https://schema.org',
    '@type': 'WebPage',
    '@id': pageUrl,
    url: pageUrl,
    ...(article.title !== null && { name: article.title }),
    commentCount: count,
    comment: comments.flatMap((comment) => described(comment, pageUrl)),
  };
  // A comment's text must not end the script element.
  return `<script type="application/ld+json">${JSON.stringify(document).replaceAll('<', '\\u003c')}</script>`;
}

/** Tombstones are left out, and their replies move up one level. */
function described(comment: CommentAnswer, pageUrl: string): object[] {
  const replies = (comment.replies ?? []).flatMap((reply) => described(reply, pageUrl));
  if (!comment.author) return replies;
  const url = commentOnPage(pageUrl, comment.id);
  return [
    {
      '@type': 'Comment',
      '@id': url,
      url,
      text: comment.body,
      dateCreated: comment.createdAt,
      ...(comment.editedAt !== null && { dateModified: comment.editedAt }),
      author: { '@type': 'Person', name: comment.author.name },
      upvoteCount: comment.likes,
      ...(replies.length > 0 && { comment: replies }),
    },
  ];
}
