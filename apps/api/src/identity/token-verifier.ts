import { Injectable } from '@nestjs/common';
import { type JWTPayload, type JWTVerifyOptions, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { SiteId, Uuid } from '#contracts/identifiers';
import { Refusal } from '#contracts/refusal';
import { PersonName } from '#contracts/person-name';
import { QueueName, Role } from '#contracts/vocabulary';
import { type ApiDependencies, Given, type GivenKeys } from '../foundation/api-dependencies.ts';
import type { Caller, Member } from './caller.ts';
import { guestIssuer } from './guest-tokens.ts';

const clockToleranceSeconds = 60;

const MemberClaims = z.object({
  // U+0000 at the start is reserved for people who sign in to the desk.
  sub: z
    .string()
    .min(1)
    .max(500)
    .refine((sub) => !sub.startsWith('\u0000')),
  // Optional, because a machine's token needs no name. Posting a comment requires one.
  name: PersonName.default(''),
  email: z.email().optional().catch(undefined),
  picture: z
    .string()
    .regex(/^https:\/\//)
    .max(2000)
    .optional()
    .catch(undefined),
  // Roles that this version does not know are ignored.
  roles: z
    .array(z.string())
    .default([])
    .transform((roles) => Role.options.filter((role) => roles.includes(role))),
  site: SiteId.optional(),
  sites: z.array(SiteId).max(1000).optional(),
  // Queues that this version does not know are ignored. An empty list means no queue.
  queues: z
    .array(z.string())
    .transform((queues) => QueueName.options.filter((queue) => queues.includes(queue)))
    .optional(),
});
const GuestClaims = z.object({ sub: Uuid, site: SiteId });

/**
 * Verifies bearer tokens and returns their callers. The algorithm follows from our key, not from the token's header.
 */
@Injectable()
export class TokenVerifier {
  private readonly keys: Keys;
  private readonly algorithms: string[];
  /** Verified tokens, because a signature check costs more than the rest of a cached read. */
  private readonly verified = new LRUCache<string, Caller>({ max: 10_000, ttl: 60_000, ttlAutopurge: false });

  constructor(@Given() private readonly given: Pick<ApiDependencies, 'tokens'> & GivenKeys<'guests'>) {
    const { jwksUrl, secret } = given.tokens;
    this.keys = jwksUrl ? createRemoteJWKSet(new URL(jwksUrl)) : new TextEncoder().encode(secret);
    this.algorithms = jwksUrl ? ['RS256', 'ES256'] : ['HS256'];
  }

  /** @throws Refusal `unauthenticated` for a token that is malformed, forged, expired or incomplete */
  async verify(token: string): Promise<Caller> {
    const known = this.verified.get(token);
    if (known) return known;
    const { caller, expires } = isGuestToken(token) ? await this.guest(token) : await this.member(token);
    const ttl = Math.min(60_000, expires * 1000 - Date.now());
    if (ttl > 0) this.verified.set(token, caller, { ttl });
    return caller;
  }

  private async member(token: string): Promise<{ caller: Caller; expires: number }> {
    const { issuer, audience } = this.given.tokens;
    const payload = await check(token, this.keys, {
      algorithms: this.algorithms,
      ...(issuer !== undefined && { issuer }),
      ...(audience !== undefined && { audience }),
    });
    const claims = MemberClaims.safeParse(payload);
    if (!claims.success) throw new Refusal('unauthenticated', `The token has invalid claims: ${faults(claims.error)}.`);
    return { caller: memberOf(claims.data), expires: payload.exp ?? 0 };
  }

  private async guest(token: string): Promise<{ caller: Caller; expires: number }> {
    const payload = await check(token, this.given.keys.guests, { algorithms: ['HS256'], issuer: guestIssuer });
    const claims = GuestClaims.safeParse(payload);
    if (!claims.success) throw new Refusal('unauthenticated', 'The author token has invalid claims.');
    const caller: Caller = { kind: 'guest', authorId: claims.data.sub, site: claims.data.site };
    return { caller, expires: payload.exp ?? 0 };
  }
}

function memberOf({ sub, name, email, picture, roles, site, sites, queues }: z.infer<typeof MemberClaims>): Member {
  const reached = site === undefined ? sites : (sites ?? [site]).filter((one) => one === site);
  return {
    kind: 'member',
    subject: sub,
    name,
    roles,
    ...(email !== undefined && { email }),
    ...(picture !== undefined && { picture }),
    ...(reached && { sites: reached }),
    ...(queues && { queues }),
  };
}

/** A key, or a function that finds it. */
type Keys = Parameters<typeof jwtVerify>[1];

async function check(token: string, key: Keys, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key, {
      ...options,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['exp', 'sub'],
    });
    return payload;
  } catch (error) {
    throw new Refusal('unauthenticated', reasonFor(error));
  }
}

/** The reason for a refused token, in words for the developer who made it. The library's messages are not shown. */
function reasonFor(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired (claim `exp`).';
  if (error instanceof errors.JWTClaimValidationFailed) return claimReason(error);
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'The token was signed with another key.';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token is signed with an algorithm that is not accepted.';
  if (error instanceof errors.JWKSNoMatchingKey) return 'The identity provider publishes no key with this `kid`.';
  if (error instanceof errors.JWKSTimeout || error instanceof TypeError)
    return 'The keys of the identity provider cannot be loaded.';
  return 'The token is not a signed JWT.';
}

function claimReason({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `The token has no claim \`${claim}\`.`;
  if (claim === 'nbf') return 'The token is not valid yet (claim `nbf`).';
  return `The token's claim \`${claim}\` is not the expected one.`;
}

/** Reads the issuer before the token is verified, only to choose the key that then verifies it. */
function isGuestToken(token: string): boolean {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof payload === 'object' && payload !== null && 'iss' in payload && payload.iss === guestIssuer;
  } catch {
    return false;
  }
}

const faults = (error: z.ZodError): string =>
  [...new Set(error.issues.map((issue) => issue.path.join('.')))].join(', ');
