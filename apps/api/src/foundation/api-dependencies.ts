import { Inject } from '@nestjs/common';
import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import type { HealthCheck } from '#platform/health/health';
import type { Logger } from '#platform/logger';
import type { OidcSettings } from './oidc-settings.ts';

/** The services and settings that the API needs. The caller of `startApi` owns them and closes them. */
export interface ApiDependencies {
  readonly pool: Pool;
  readonly eventLog: EventLog;
  readonly logger: Logger;
  readonly keys: ApiKeys;
  readonly tokens: TokenSettings;
  /** True if the settings name the key of readers' tokens. False if it was generated: then perhaps no site knows it. */
  readonly tokenKeyIsGiven: boolean;
  /** Health checks that depend on the configuration, made with the connections of the checks. */
  readonly checks: readonly ((probes: Pool) => HealthCheck)[];
  readonly rateLimits: boolean;
  /** ALLOWED_ORIGINS: the origins of the pages that may call this API, and show its pages in a frame; `*` for any. */
  readonly allowedOrigins: readonly string[];
  /** The operator's SITES: these exist without an event. */
  readonly sites: readonly string[];
  readonly publicUrl?: PublicUrl;
  /** The identity provider for moderators, in addition to one-time links. */
  readonly oidc?: OidcSettings | undefined;
  /** The source of people's pictures, if they are turned on: see Gravatars. */
  readonly gravatarUrl?: string | undefined;
}

/** Keys derived from the service's one secret, each for one purpose. */
interface ApiKeys {
  readonly guests: Buffer;
  readonly idempotency: Buffer;
  readonly addresses: Buffer;
  readonly emails: Buffer;
  readonly identities: Buffer;
  readonly restrictions: Buffer;
  readonly texts: Buffer;
  readonly forms: Buffer;
  readonly signIns: Buffer;
}

/** Settings to verify readers' tokens. */
interface TokenSettings {
  /** Not read where `jwksUrl` is set. */
  readonly secret: string | undefined;
  readonly jwksUrl?: string | undefined;
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
}

/** The setting PUBLIC_URL: the address of the service for clients. Undefined if it is not set. */
export type PublicUrl = string | undefined;

/** Only the keys of these purposes. */
export interface GivenKeys<Purpose extends keyof ApiKeys> {
  readonly keys: Pick<ApiKeys, Purpose>;
}

export const apiDependencies = Symbol('ApiDependencies');

/** Injects the ApiDependencies. The parameter's type names the part that it needs. */
export const Given = (): ParameterDecorator => Inject(apiDependencies);
