import type { Config } from '#platform/config';

/** The identity provider for moderators, and the service's registration there. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: a public client, which only PKCE protects. */
  readonly clientSecret?: string | undefined;
  readonly scope: string;
  /** The name of the claim with the roles. Dots are a path into objects. */
  readonly rolesClaim: string;
  /** Maps values of that claim to roles, each as `value=role`. */
  readonly roles?: readonly string[] | undefined;
  /** The service's address, to which the provider redirects browsers. */
  readonly publicUrl: string;
  /**
   * True if readers' tokens come from the same provider, so that a subject is the same person as reader and moderator.
   */
  readonly sharesReaders: boolean;
}

/** Returns undefined if moderators sign in only by one-time links. */
export function oidcSettings(config: Config): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, PUBLIC_URL: publicUrl } = config;
  if (issuer === undefined || clientId === undefined || publicUrl === undefined) return undefined;
  return {
    issuer,
    clientId,
    publicUrl,
    clientSecret: config.OIDC_CLIENT_SECRET,
    scope: config.OIDC_SCOPE,
    rolesClaim: config.OIDC_ROLES_CLAIM,
    roles: config.OIDC_ROLES,
    sharesReaders: config.JWKS_URL !== undefined && config.JWT_ISSUER === issuer,
  };
}
