import { z } from 'zod';
import { SiteId } from '#contracts/identifiers';
import { PersonName } from '#contracts/person-name';
import { QueueName, type Role } from '#contracts/vocabulary';
import { fieldOf } from '#platform/field-of';
import { type DeskPerson, deskSubject } from './desk-person.ts';
import type { OidcSettings } from '../foundation/oidc-settings.ts';
import { SignInRefused } from './sign-in-refused.ts';

export type IdClaims = Readonly<Record<string, unknown>>;

/**
 * Maps the identity provider's claims to a person at the desk.
 * @throws SignInRefused `no-role` without a role that may moderate; `no-name`; `bad-limits` for invalid sites or queues
 */
export function personOf(claims: IdClaims & { sub: string }, settings: OidcSettings, signOutUrl: string): DeskPerson {
  const roles = rolesOf(claims, settings);
  if (roles.length === 0) throw new SignInRefused('no-role');
  const name = PersonName.safeParse(nameIn(claims));
  if (!name.success) throw new SignInRefused('no-name');
  const limits = Limits.safeParse(claims);
  if (!limits.success) throw new SignInRefused('bad-limits');
  const { sites, queues } = limits.data;
  return {
    subject: settings.sharesReaders ? claims.sub : deskSubject(settings.issuer, claims.sub),
    name: name.data,
    roles,
    ...(sites && { sites }),
    ...(queues && { queues }),
    signOutUrl,
  };
}

/**
 * Returns false if the provider's userinfo endpoint must be queried for more claims. Limits may be returned only there,
 * and a moderator without limits may see everything.
 */
export const hasAllClaims = (claims: IdClaims, { rolesClaim }: OidcSettings): boolean =>
  valuesAt(claims, rolesClaim).length > 0 && nameIn(claims) !== undefined && 'sites' in claims && 'queues' in claims;

function rolesOf(claims: IdClaims, { rolesClaim, roles }: OidcSettings): Role[] {
  // An unconfirmed address may belong to another person.
  if (rolesClaim === 'email' && claims['email_verified'] !== true) return [];
  const values = valuesAt(claims, rolesClaim);
  const granted = roles === undefined ? values : roles.flatMap((line) => grantedBy(line, values));
  return (['moderator', 'admin'] as const).filter((role) => granted.includes(role));
}

function grantedBy(line: string, values: readonly string[]): string[] {
  const [value, role] = line.split('=');
  return value !== undefined && role !== undefined && values.includes(value) ? [role] : [];
}

/**
 * Returns the values of a claim, which may be a string or a list. Dots in its name are a path into objects, unless a
 * claim with exactly this name exists.
 */
function valuesAt(claims: IdClaims, name: string): string[] {
  const found = Object.hasOwn(claims, name) ? claims[name] : name.split('.').reduce<unknown>(fieldOf, claims);
  return [found].flat().filter((value) => typeof value === 'string');
}

const nameIn = (claims: IdClaims): unknown =>
  ['name', 'preferred_username', 'nickname'].map((claim) => claims[claim]).find((name) => typeof name === 'string');

const listOf = <T extends z.ZodType<string>>(item: T) =>
  z
    .union([item, z.array(item).max(1000)])
    .transform((given) => [given].flat())
    .optional();
const Limits = z.object({ sites: listOf(SiteId), queues: listOf(QueueName) });
