import { Inject } from '@nestjs/common';
import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import type { Logger } from '#platform/logger';
import type { OidcSettings } from './oidc-settings.ts';

/** What the API stands on; whoever starts it owns these and closes them. */
export interface ApiDependencies {
  readonly pool: Pool;
  readonly eventLog: EventLog;
  readonly logger: Logger;
  readonly keys: ApiKeys;
  readonly tokens: TokenSettings;
  /**
   * Did the operator say by which key readers' tokens are verified? False: the secret was generated, and perhaps nobody
   * knows it.
   */
  readonly tokenKeyIsGiven: boolean;
  readonly brokerHealth: BrokerHealth;
  readonly rateLimits: boolean;
  /** ALLOWED_ORIGINS: the origins of the pages that may call this API, and show its pages in a frame; `*` for any. */
  readonly allowedOrigins: readonly string[];
  /** The operator's SITES: these exist without an event. */
  readonly sites: readonly string[];
  readonly publicUrl?: PublicUrl;
  /** Who signs moderators in, beside one-time links. */
  readonly oidc?: OidcSettings | undefined;
  /** Where pictures of people come from, if at all: see Gravatars. */
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

/** How readers' tokens are verified. */
interface TokenSettings {
  readonly secret: string;
  readonly jwksUrl?: string | undefined;
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
}

/** What is known of Kafka, as a detail of readiness: `unused` where nothing is published. */
export type BrokerHealth = () => Promise<{ status: 'unused' | 'ok' | 'unavailable'; [detail: string]: unknown }>;

/** Where the service is reached from outside: undefined unless PUBLIC_URL says so. */
export type PublicUrl = string | undefined;

/** The keys of these purposes alone. */
export interface GivenKeys<Purpose extends keyof ApiKeys> {
  readonly keys: Pick<ApiKeys, Purpose>;
}

export const apiDependencies = Symbol('ApiDependencies');

/** Has what the API stands on injected; a parameter's type names the part that it needs. */
export const Given = (): ParameterDecorator => Inject(apiDependencies);
