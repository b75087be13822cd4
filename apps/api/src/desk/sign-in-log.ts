import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import type { DeskPerson } from './desk-person.ts';
import { Identities } from '../identity/identities.ts';
import { RefusalTally } from '../audit/tally.ts';

/** How somebody comes to the desk: by a one-time link or by the identity provider. */
export type SignInMethod = 'link' | 'oidc';

/** Logs who signed in to the desk and out of it, by the id that their decisions carry, and why others could not. */
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

  /** Of somebody who works on several sites, the id on the first one. A log that cannot say who keeps nobody out. */
  private async idOf({ subject, sites }: DeskPerson): Promise<{ site: string; authorId: string | null }> {
    const site = sites?.[0] ?? 'default';
    const authorId = await this.identities.authorIdOf(site, subject).catch(() => null);
    return { site, authorId };
  }
}
