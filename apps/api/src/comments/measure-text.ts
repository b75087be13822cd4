import type { Text } from '#domain/comment-commands';

const link = /\bhttps?:\/\/\S|\bwww\.\S/gi;

/** A text in the units the rules use: characters are code points, links are what looks like an address. */
export const measureText = (body: string): Text => ({
  body,
  length: Array.from(body).length,
  links: body.match(link)?.length ?? 0,
});
