import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import type { DeskPerson } from './desk-person.ts';
import { Identities } from '../identity/identities.ts';
import { RefusalTally } from '../audit/tally.ts';

/** The ways to sign in to the desk: by one-time link or by the identity provider. */
export type SignInMethod = 'link' | 'oidc';

/** Logs sign-ins, sign-outs and refused sign-ins. Moderators are named by the id that their decisions carry. */
@Injectable()
export class SignInLog implements OnModuleDestroy {
  private readonly refusals: RefusalTally;

  constructor(
    @Given() private readonly given: Pick<ApiDependencies, 'logger'>,
    @Inject(Identities) private readonly identities: Pick<Identities, 'authorIdOf'>,
  ) {
    const { logger } = given;
    this.refusals = new RefusalTally((fields, times) => {
      if (times === undefined) logger.info(fields, 'a sign-in to the desk was refused');
      else logger.info({ ...fields, times }, 'sign-ins to the desk were refused again');
    });
  }

  async signedIn(person: DeskPerson, by: SignInMethod): Promise<void> {
    this.given.logger.info({ ...(await this.idOf(person)), roles: person.roles, by }, 'a moderator signed in');
  }

  async signedOut(person: DeskPerson): Promise<void> {
    this.given.logger.info(await this.idOf(person), 'a moderator signed out');
  }

  async refused(by: SignInMethod, reason: string): Promise<void> {
    await this.refusals.count(`${by} ${reason}`, () => Promise.resolve({ by, reason }), { by, reason });
  }

  onModuleDestroy(): Promise<void> {
    return this.refusals.stop();
  }

  /** The id on the moderator's first site. Null if the lookup fails, because logging must not prevent a sign-in. */
  private async idOf({ subject, sites }: DeskPerson): Promise<{ site: string; authorId: string | null }> {
    const site = sites?.[0] ?? 'default';
    const authorId = await this.identities.authorIdOf(site, subject).catch(() => null);
    return { site, authorId };
  }
}
