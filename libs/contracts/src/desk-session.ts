import { z } from 'zod';
import { SiteId } from './identifiers.ts';
import { QueueName, Role } from './vocabulary.ts';

/** The header that goes with the desk's cookie, and holds the `csrfToken` of its session. */
export const csrfHeader = 'x-csrf-token';

/**
 * The secret of a one-time link: 32 random bytes in base64url. It stands in the link's fragment, so that no server sees
 * it in an address.
 */
export const DeskLinkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be the part of the link after #');
export const DeskSignInRequest = z.object({
  token: DeskLinkToken,
  replace: z
    .boolean()
    .default(false)
    .describe('true: the person was asked, and ends the session that somebody else has in this browser'),
});

/** Why signing in did not work. */
export const SignInProblem = z.enum([
  'link-used',
  'expired',
  'refused',
  'unavailable',
  'too-many',
  'failed',
  'no-role',
  'no-name',
  'bad-limits',
]);
export type SignInProblem = z.infer<typeof SignInProblem>;

/**
 * Where a sign-in by the identity provider went wrong, it ends on the page for links; what else somebody writes into
 * the address says nothing.
 */
export const DeskSignInPage = z.object({ problem: SignInProblem.optional().catch(undefined) });

/** A page of the desk, and nothing that a browser reads as another site. */
export const DeskSignInStart = z.object({
  returnTo: z
    .string()
    .max(500)
    .regex(/^(?!.*\.\.)\/desk(?:[/?#][\w\-./?=&%#]*)?$/, 'must be a page of the desk')
    .default('/desk'),
});

/** Who is signed in to the desk, and what they may do there. */
export const DeskSessionAnswer = z.object({
  moderator: z.object({
    id: z.string().describe('the same whenever this person signs in; what a browser keeps for them is kept under it'),
    name: z.string(),
    cameBy: z.enum(['link', 'account']).describe('how they signed in, and so how they will again'),
  }),
  roles: z.array(Role),
  sites: z.array(SiteId).describe('the sites that exist and that this person may moderate, in alphabetical order'),
  queues: z.array(QueueName).describe('the queues that this person may work'),
  csrfToken: z.string().describe(`to be sent as \`${csrfHeader}\` with every request`),
  expiresAt: z.iso
    .datetime()
    .describe('when it ends unless it is used before; never more than 7 days after signing in'),
  signOutUrl: z.string().describe('where to go once the session was ended with DELETE'),
});
export type DeskSessionAnswer = z.infer<typeof DeskSessionAnswer>;

/** The `401` of GET /desk/session says where one can sign in. */
export const DeskSignInOffer = z.object({
  signInUrl: z.string().nullable().describe('of the identity provider; null: only by a one-time link'),
});
export type DeskSignInOffer = z.infer<typeof DeskSignInOffer>;
