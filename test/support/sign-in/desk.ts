import { makeDeskLink } from '#api/desk/desk-links';
import { type DeskPerson, linkPerson } from '#api/desk/desk-person';
import { survivingPool } from '#platform/postgres';
import type { World } from '#test/support/world/world';

/** Headers that a browser sends while a moderator is signed in to the desk. */
export interface DeskHeaders {
  readonly cookie: string;
  readonly 'x-csrf-token': string;
}

/** Creates a one-time link and returns its secret. */
export async function linkToken(
  world: Pick<World, 'databaseUrl' | 'url'>,
  { name = 'Mo', roles = ['moderator'], ...limits }: Partial<DeskPerson> = {},
): Promise<string> {
  const pool = survivingPool({ connectionString: world.databaseUrl, max: 1 });
  try {
    const link = await makeDeskLink(pool, linkPerson({ name, roles, ...limits }), world.url);
    return new URL(link).hash.slice(1);
  } finally {
    await pool.end();
  }
}

/** Signs a moderator in over HTTP, as the page of a one-time link does. */
export async function signInToDesk(
  world: Pick<World, 'databaseUrl' | 'url' | 'call'>,
  person: Partial<DeskPerson> = {},
): Promise<DeskHeaders> {
  const signedIn = await world.call('POST', '/desk/sign-in', { body: { token: await linkToken(world, person) } });
  const names = ['__Host-colloquy_desk', 'colloquy_desk']; // over HTTPS, and over HTTP
  const cookie = names.map((name) => cookieIn(signedIn.headers, name)).find((found) => found !== undefined);
  if (signedIn.status !== 204 || cookie === undefined) throw new Error(`signing in was answered ${signedIn.status}`);
  const { body } = await world.call('GET', '/desk/session', { headers: { cookie } });
  return { cookie, 'x-csrf-token': body.csrfToken };
}

/** The `name=value` of a cookie that a response sets, as a browser sends it back. */
export const cookieIn = (headers: Headers, name: string): string | undefined =>
  headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(';')[0];
