import { Module } from '@nestjs/common';
import { type ApiDependencies, apiDependencies } from '../foundation/api-dependencies.ts';
import { HttpModule } from '../http/http.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { SitesModule } from '../sites/sites.module.ts';
import { ConsoleFiles } from './console-files.ts';
import { DeskCallers } from './desk-callers.ts';
import { DeskLinkController } from './desk-link.controller.ts';
import { DeskOidcController } from './desk-oidc.controller.ts';
import { DeskPagesController } from './desk-pages.controller.ts';
import { DeskSessionController } from './desk-session.controller.ts';
import { DeskSessions } from './desk-sessions.ts';
import { DeskSignIn } from './desk-sign-in.ts';
import { OidcProvider } from './oidc-provider.ts';
import { SessionEnds } from './session-ends.ts';
import { SignInLog } from './sign-in-log.ts';

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
    // Undefined if the settings name no identity provider.
    {
      provide: OidcProvider,
      inject: [apiDependencies],
      useFactory: ({ oidc, logger }: ApiDependencies) => oidc && new OidcProvider(oidc, logger),
    },
  ],
  exports: [DeskCallers, SessionEnds],
})
export class DeskModule {}
