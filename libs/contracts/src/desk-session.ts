import { z } from 'zod';
import { SiteId } from './identifiers.ts';
import { QueueName, Role } from './vocabulary.ts';

/** The header that the desk sends with its cookie; it holds the `csrfToken` of the session. */
export const csrfHeader = 'x-csrf-token';

/**
 * The secret of a one-time link: 32 random bytes in base64url. It is in the link's fragment, which browsers do not send
 * to servers.
 */
export const DeskLinkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be the part of the link after #');
export const DeskSignInRequest = z.object({
  token: DeskLinkToken.describe('The part of the link after `#`'),
  replace: z.boolean().default(false).describe('True: end the session of another person in this browser, after asking'),
});

/** Why signing in failed. */
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
 * A sign-in with the identity provider that fails ends on the page for one-time links. Unknown values of `problem` are
 * ignored, because anyone can edit the address.
 */
export const DeskSignInPage = z.object({
  problem: SignInProblem.optional().catch(undefined).describe('Why signing in failed'),
});

/** `returnTo` must be a page of the desk, so that the redirect cannot lead to another site. */
export const DeskSignInStart = z.object({
  returnTo: z
    .string()
    .max(500)
    .regex(/^(?!.*\.\.)\/desk(?:[/?#][\w\-./?=&%#]*)?$/, 'must be a page of the desk')
    .default('/desk')
    .describe('Page of the desk to return to'),
});

/** The moderator who is signed in to the desk, with their rights. */
export const DeskSessionAnswer = z.object({
  moderator: z
    .object({
      id: z.string().describe('Id of the moderator, the same at every sign-in'),
      name: z.string().describe('Name of the moderator'),
      cameBy: z
        .enum(['link', 'account'])
        .describe('How they signed in: by a one-time link, or with an account of the identity provider'),
    })
    .describe('The person who is signed in'),
  roles: z.array(Role).describe('Their roles'),
  sites: z.array(SiteId).describe('Sites that they may moderate, in alphabetical order'),
  queues: z.array(QueueName).describe('Queues that they may work'),
  csrfToken: z.string().describe(`Send it as \`${csrfHeader}\` with every request that changes something`),
  expiresAt: z.iso
    .datetime()
    .describe('When the session ends unless it is used before; at most 7 days after signing in'),
  signOutUrl: z.string().describe('Where to go after ending the session with DELETE'),
});
export type DeskSessionAnswer = z.infer<typeof DeskSessionAnswer>;

/** An extra field in the `401` of GET /desk/session: where to sign in. */
export const DeskSignInOffer = z.object({
  signInUrl: z
    .string()
    .nullable()
    .describe('Address to sign in with the identity provider; null: only one-time links are possible'),
});
export type DeskSignInOffer = z.infer<typeof DeskSignInOffer>;
