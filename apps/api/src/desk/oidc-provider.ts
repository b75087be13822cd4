import * as client from 'openid-client';
import { errorCode } from '#platform/error-code';
import type { Logger } from '#platform/logger';
import { StartupError } from '#platform/startup-error';
import type { DeskPerson } from './desk-person.ts';
import type { Attempt } from './oidc-attempt.ts';
import { personOf, saysEnough } from './oidc-claims.ts';
import type { OidcSettings } from '../foundation/oidc-settings.ts';
import { SignInRefused } from './sign-in-refused.ts';

const timeoutSeconds = 5;
const signedOutPath = '/desk/sign-in';

/** The newsroom's identity provider, spoken to by OpenID Connect: authorization code with PKCE, state and nonce. */
export class OidcProvider {
  private discovered: Promise<client.Configuration> | undefined;

  constructor(
    private readonly settings: OidcSettings,
    private readonly logger: Logger,
  ) {}

  /**
   * Looks at the provider once, at start. One that is away is asked again when somebody signs in: comments do not wait
   * for it.
   * @throws StartupError where there is something else than a provider
   */
  async check(): Promise<void> {
    try {
      await this.configuration();
    } catch (error) {
      if (isMisconfigured(error))
        throw new StartupError(
          `OIDC_ISSUER=${JSON.stringify(this.settings.issuer)}: expected an OpenID Connect issuer; its /.well-known/openid-configuration was refused: ${error.message}`,
        );
      this.logger.warn(
        { code: codeOf(error) },
        'the identity provider is away; moderators cannot sign in by it for now',
      );
    }
  }

  /** Where the browser goes to sign in, and what to remember until it is back. */
  async begin(returnTo: string): Promise<{ url: string; attempt: Attempt }> {
    const configuration = await this.reached();
    const attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      returnTo,
    };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.callbackUrl,
      scope: this.settings.scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, attempt };
  }

  /**
   * Who came back.
   * @param query what the provider sent along
   * @throws SignInRefused
   */
  async finish(query: string, { state, nonce, verifier }: Attempt): Promise<DeskPerson> {
    const configuration = await this.reached();
    if (new URLSearchParams(query).get('state') !== state) throw new SignInRefused('expired');
    const back = new URL(this.callbackUrl);
    back.search = query;
    try {
      const tokens = await client.authorizationCodeGrant(configuration, back, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new SignInRefused('failed');
      const isAll = saysEnough(claims, this.settings) || !configuration.serverMetadata().userinfo_endpoint;
      const more = isAll ? {} : await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return personOf({ ...more, ...claims }, this.settings, this.signOutUrl(configuration));
    } catch (error) {
      throw this.refusal(error);
    }
  }

  private get callbackUrl(): string {
    return `${this.settings.publicUrl}/desk/oidc/callback`;
  }

  private async reached(): Promise<client.Configuration> {
    try {
      return await this.configuration();
    } catch (error) {
      this.logger.warn({ code: codeOf(error) }, 'the identity provider cannot be used');
      throw new SignInRefused('unavailable', { cause: error });
    }
  }

  /** Asked for once; again only after it failed. */
  private configuration(): Promise<client.Configuration> {
    this.discovered ??= this.discover().catch((error: unknown) => {
      this.discovered = undefined;
      throw error;
    });
    return this.discovered;
  }

  private discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const server = new URL(issuer);
    return client.discovery(
      server,
      clientId,
      { [client.clockTolerance]: 60 },
      clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret),
      {
        timeout: timeoutSeconds,
        execute: [
          client.enableNonRepudiationChecks, // the ID token's signature is checked, too, not only where it came from
          ...(server.protocol === 'http:' ? [client.allowInsecureRequests] : []), // this machine alone: see OIDC_ISSUER
        ],
      },
    );
  }

  private signOutUrl(configuration: client.Configuration): string {
    if (configuration.serverMetadata().end_session_endpoint === undefined) return signedOutPath;
    const after = { post_logout_redirect_uri: this.settings.publicUrl + signedOutPath };
    return client.buildEndSessionUrl(configuration, after).href;
  }

  private refusal(error: unknown): SignInRefused {
    if (error instanceof SignInRefused) return error;
    if (error instanceof client.AuthorizationResponseError) return new SignInRefused('refused', { cause: error });
    this.logger.warn({ code: codeOf(error) }, 'a sign-in by the identity provider failed');
    return new SignInRefused(isAway(error) ? 'unavailable' : 'failed', { cause: error });
  }
}

/** A provider that answers, though not as one. */
const isMisconfigured = (error: unknown): error is Error => error instanceof client.ClientError && !isAway(error);

function isAway(error: unknown): boolean {
  if (!(error instanceof client.ClientError)) return isFetchFailed(error);
  if (error.code === 'OAUTH_TIMEOUT' || isFetchFailed(error.cause)) return true;
  return error.cause instanceof Response && error.cause.status >= 500;
}

/**
 * fetch throws a TypeError with the network's error as its cause. By name: where modules are run in contexts, there are
 * several TypeErrors.
 */
const isFetchFailed = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'TypeError' && 'cause' in error;

/** The kind of an error; its text may quote what somebody sent. */
function codeOf(error: unknown): string {
  if (error instanceof client.ResponseBodyError) return error.error;
  return errorCode(error) ?? (error instanceof Error ? error.name : 'unknown');
}
