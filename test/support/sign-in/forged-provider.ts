import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';

type Claims = Record<string, unknown>;

/** The answer of an attacker who impersonates the provider, to a request that exchanges a code for tokens. */
export interface Forgery {
  /** Claims that replace the valid ones. */
  readonly claims?: Claims;
  readonly header?: Record<string, unknown>;
  /** Signs with a key that the provider never published. */
  readonly withOtherKey?: boolean;
  /** A complete ID token, used instead of a signed one. */
  readonly idToken?: string;
  /** The answer of the userinfo endpoint. */
  readonly userinfo?: Claims;
  readonly status?: number;
}

/** An OpenID Connect provider that returns forged answers on demand. It signs users in without any form. */
export class ForgedProvider {
  forgery: Forgery = {};
  metadata: Claims = {};
  private nonce: string | null = null;

  private constructor(
    private readonly server: Server,
    private readonly keys: {
      own: Awaited<ReturnType<typeof generateKeyPair>>;
      other: Awaited<ReturnType<typeof generateKeyPair>>;
    },
  ) {}

  static async start(): Promise<ForgedProvider> {
    const [own, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
    const server = createServer();
    const provider = new ForgedProvider(server, { own, other });
    server.on('request', (request, response) => {
      void provider.answer(new URL(request.url ?? '/', provider.issuer)).then(({ status = 200, location, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) });
        response.end(JSON.stringify(body ?? {}));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return provider;
  }

  get issuer(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((closed) => this.server.close(closed));
  }

  private async answer({
    pathname,
    searchParams,
  }: URL): Promise<{ status?: number; location?: string; body?: unknown }> {
    if (pathname === '/auth') {
      this.nonce = searchParams.get('nonce');
      const back = new URLSearchParams({ code: 'any', state: searchParams.get('state') ?? '' });
      return { status: 302, location: `${searchParams.get('redirect_uri')}?${back.toString()}` };
    }
    if (pathname === '/token') return { status: this.forgery.status ?? 200, body: await this.tokens() };
    if (pathname === '/userinfo') return { body: this.forgery.userinfo ?? { sub: 'ada' } };
    if (pathname === '/keys')
      return { body: { keys: [{ ...(await exportJWK(this.keys.own.publicKey)), kid: 'own', alg: 'RS256' }] } };
    return {
      body: {
        issuer: this.issuer,
        authorization_endpoint: `${this.issuer}/auth`,
        token_endpoint: `${this.issuer}/token`,
        userinfo_endpoint: `${this.issuer}/userinfo`,
        jwks_uri: `${this.issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        ...this.metadata,
      },
    };
  }

  private async tokens(): Promise<unknown> {
    const { claims, header, withOtherKey = false, idToken } = this.forgery;
    const seconds = Math.floor(Date.now() / 1000);
    const good = { iss: this.issuer, aud: 'desk', sub: 'ada', nonce: this.nonce, iat: seconds, exp: seconds + 300 };
    const payload = { ...good, name: 'Ada', roles: ['admin'], ...claims };
    const key = withOtherKey ? this.keys.other.privateKey : this.keys.own.privateKey;
    const signed = await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'own', ...header }).sign(key);
    return { access_token: 'any', token_type: 'bearer', id_token: idToken ?? signed };
  }
}
