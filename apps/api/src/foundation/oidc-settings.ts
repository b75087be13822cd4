import type { Config } from '#platform/config';

/** The identity provider that signs moderators in, and how the service is known there. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: a public client, whom PKCE alone protects. */
  readonly clientSecret?: string | undefined;
  readonly scope: string;
  /** The name of the claim that holds roles; dots lead into objects. */
  readonly rolesClaim: string;
  /** What the values of that claim mean: `value=role` each. */
  readonly roles?: readonly string[] | undefined;
  /** Where the service is reached; the provider sends browsers back there. */
  readonly publicUrl: string;
  /** The readers' tokens come from the same provider: whoever reads and moderates is one person. */
  readonly sharesReaders: boolean;
}

/** Undefined where moderators sign in by one-time links alone. */
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
