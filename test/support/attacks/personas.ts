import { signToken } from '#test/support/world/world';
import type { Send } from './send.ts';

/** The kinds of client that can send a request, from anonymous to admin. */
export const personas = [
  ...(['anonymous', 'guest', 'member', 'moderator', 'limited moderator', 'admin', 'analyst', 'service'] as const),
];
export type Persona = (typeof personas)[number];
export type Credentials = Readonly<Record<Persona, Readonly<Record<string, string>>>>;

export async function credentialsOf(send: Send): Promise<Credentials> {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const withRole = async (role: string) => bearer(await signToken({ sub: role, name: role, roles: [role] }));
  const limited = { sub: 'limited', name: 'Limited', roles: ['moderator'], sites: ['default'], queues: ['pending'] };
  return {
    anonymous: {},
    guest: bearer(await guestToken(send)),
    member: bearer(await signToken({ sub: 'member', name: 'Member' })),
    moderator: await withRole('moderator'),
    'limited moderator': bearer(await signToken(limited)),
    admin: await withRole('admin'),
    analyst: await withRole('analyst'),
    service: await withRole('service'),
  };
}

async function guestToken(send: Send): Promise<string> {
  const { body } = await send({
    method: 'POST',
    path: '/v1/sites/default/articles/guests/comments',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ body: 'I was here', author: { name: 'Guest' } }),
  });
  return (JSON.parse(body) as { authorToken: string }).authorToken;
}
