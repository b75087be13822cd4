import type { Provider } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Logger } from '#platform/logger';
import { SignInLog } from './sign-in-log';
import type { PublicUrl } from '../foundation/public-url';
import { ConsoleFiles } from './console-files';
import { DeskCallers } from './desk-callers';
import { DeskLinkController } from './desk-link.controller';
import { DeskOidcController } from './desk-oidc.controller';
import { DeskPagesController } from './desk-pages.controller';
import { DeskSessionController } from './desk-session.controller';
import { DeskSessions } from './desk-sessions';
import { DeskSignIn } from './desk-sign-in';
import { OidcProvider } from './oidc-provider';
import type { OidcSettings } from '../foundation/oidc-settings';
import type { Identities } from '../identity/identities';
import { SessionEnds } from './session-ends';

interface Given {
  readonly pool: Pool;
  readonly logger: Logger;
  readonly publicUrl?: PublicUrl;
  readonly oidc?: OidcSettings | undefined;
  readonly identities: Identities;
}

export const deskControllers = [
  DeskSessionController,
  DeskLinkController,
  DeskOidcController,
  DeskPagesController,
] as const;

/** What the desk adds to the API: its sessions, the ways to sign in, its files. */
export function deskParts({ pool, logger, publicUrl, oidc, identities }: Given): Provider[] {
  const sessions = new DeskSessions(pool);
  return [
    DeskSignIn,
    { provide: SignInLog, useValue: new SignInLog(logger, identities) },
    { provide: ConsoleFiles, useValue: new ConsoleFiles() },
    { provide: DeskSessions, useValue: sessions },
    SessionEnds,
    { provide: DeskCallers, useValue: new DeskCallers(sessions, publicUrl, oidc ? '/desk/oidc/start' : null) },
    { provide: OidcProvider, useValue: oidc && new OidcProvider(oidc, logger) },
  ];
}
