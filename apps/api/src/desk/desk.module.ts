import { Module } from '@nestjs/common';
import { type ApiDependencies, apiDependencies } from '../foundation/api-dependencies';
import { HttpModule } from '../http/http.module';
import { IdentityModule } from '../identity/identity.module';
import { SitesModule } from '../sites/sites.module';
import { ConsoleFiles } from './console-files';
import { DeskCallers } from './desk-callers';
import { DeskLinkController } from './desk-link.controller';
import { DeskOidcController } from './desk-oidc.controller';
import { DeskPagesController } from './desk-pages.controller';
import { DeskSessionController } from './desk-session.controller';
import { DeskSessions } from './desk-sessions';
import { DeskSignIn } from './desk-sign-in';
import { OidcProvider } from './oidc-provider';
import { SessionEnds } from './session-ends';
import { SignInLog } from './sign-in-log';

/** The moderators’ desk: its sessions, the ways to sign in, its files. */
@Module({
  imports: [HttpModule, IdentityModule, SitesModule],
  controllers: [DeskSessionController, DeskLinkController, DeskOidcController, DeskPagesController],
  providers: [
    ConsoleFiles,
    DeskCallers,
    DeskSessions,
    DeskSignIn,
    SessionEnds,
    SignInLog,
    // Where the operator names no identity provider there is none.
    {
      provide: OidcProvider,
      inject: [apiDependencies],
      useFactory: ({ oidc, logger }: ApiDependencies) => oidc && new OidcProvider(oidc, logger),
    },
  ],
  exports: [DeskCallers, SessionEnds],
})
export class DeskModule {}
