import { withCookie } from './api.ts';

/** The picture that the service draws for an author. */
export const avatarOf = (authorId: string): string =>
  withCookie.addressOf('GET /v1/avatars/:file', { params: { file: `${authorId}.svg` } });
