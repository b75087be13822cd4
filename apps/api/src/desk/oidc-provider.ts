import * as client from 'openid-client';
import { errorCode } from '#platform/error-code';
import type { Logger } from '#platform/logger';
import { StartupError } from '#platform/startup-error';
import type { DeskPerson } from './desk-person.ts';
import type { Attempt } from './oidc-attempt.ts';
import { hasAllClaims, personOf } from './oidc-claims.ts';
import type { OidcSettings } from '../foundation/oidc-settings.ts';
import { SignInRefused } from './sign-in-refused.ts';

const timeoutSeconds = 5;
const signedOutPath = '/desk/sign-in';

/** Client of the newsroom's OpenID Connect provider: authorization code flow with PKCE, state and nonce. */
export class OidcProvider {
  private discovered: Promise<client.Configuration> | undefined;

  constructor(
    private readonly settings: OidcSettings,
    private readonly logger: Logger,
  ) {}

  /**
   * Checks the provider at start. An unavailable provider does not prevent the start, because only sign-in needs it. It
   * is tried again at the next sign-in.
   * @throws StartupError if the address is not that of an OpenID Connect provider
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
        'the identity provider is unavailable; moderators cannot sign in with it for now',
      );
    }
  }

  /** Returns the URL that the browser opens to sign in, and the attempt to remember until it returns. */
  async begin(returnTo: string): Promise<{ url: string; attempt: Attempt }> {
    const configuration = await this.usableConfiguration();
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
   * Completes a sign-in and returns the person.
   * @param query the query string of the provider's redirect
   * @throws SignInRefused
   */
  async finish(query: string, { state, nonce, verifier }: Attempt): Promise<DeskPerson> {
    const configuration = await this.usableConfiguration();
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
      const isAll = hasAllClaims(claims, this.settings) || !configuration.serverMetadata().userinfo_endpoint;
      const more = isAll ? {} : await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return personOf({ ...more, ...claims }, this.settings, this.signOutUrl(configuration));
    } catch (error) {
      throw this.refusal(error);
    }
  }

  private get callbackUrl(): string {
    return `${this.settings.publicUrl}/desk/oidc/callback`;
  }

  private async usableConfiguration(): Promise<client.Configuration> {
    try {
      return await this.configuration();
    } catch (error) {
      this.logger.warn({ code: codeOf(error) }, 'the identity provider cannot be used');
      throw new SignInRefused('unavailable', { cause: error });
    }
  }

  /** Discovers the provider once. A failed discovery is repeated on the next call. */
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
          client.enableNonRepudiationChecks, // also checks the ID token's signature, not only the TLS connection
          ...(server.protocol === 'http:' ? [client.allowInsecureRequests] : []), // loopback only: see OIDC_ISSUER
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
    return new SignInRefused(isUnavailable(error) ? 'unavailable' : 'failed', { cause: error });
  }
}

/** True if the server answers, but not as an OpenID Connect provider. */
const isMisconfigured = (error: unknown): error is Error =>
  error instanceof client.ClientError && !isUnavailable(error);

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof client.ClientError)) return isFetchFailed(error);
  if (error.code === 'OAUTH_TIMEOUT' || isFetchFailed(error.cause)) return true;
  return error.cause instanceof Response && error.cause.status >= 500;
}

/**
 * Recognises the TypeError that fetch throws with the network error as its cause. Compares the name, because in jest's
 * module contexts there are several TypeError classes.
 */
const isFetchFailed = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'TypeError' && 'cause' in error;

/** The code of an error for the log. Its message may quote data of a request. */
function codeOf(error: unknown): string {
  if (error instanceof client.ResponseBodyError) return error.error;
  return errorCode(error) ?? (error instanceof Error ? error.name : 'unknown');
}
