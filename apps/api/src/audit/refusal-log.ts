import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fieldOf } from '#platform/field-of';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { callerOf } from '../routes/current.ts';
import { problemCodeOf } from '../http/problem-code.ts';
import { codesByStatus } from '../http/problem.filter.ts';
import type { Caller } from '../identity/caller.ts';
import { Identities } from '../identity/identities.ts';
import { type Fields, RefusalTally } from './tally.ts';

const refusing = new Set([401, 403, 429]);

/** Logs refused requests with opaque ids and route patterns, but without names, addresses or tokens. */
@Injectable()
export class RefusalLog {
  private readonly tally: RefusalTally;

  constructor(
    @Given() { logger }: Pick<ApiDependencies, 'logger'>,
    @Inject(Identities) private readonly identities: Pick<Identities, 'find'>,
  ) {
    this.tally = new RefusalTally((fields, times) => {
      if (times === undefined) logger.info(fields, 'a request was refused');
      else logger.info({ ...fields, times }, 'requests were refused again');
    });
  }

  /** Hooks into every answer, because several filters can refuse a request. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, { statusCode }, done) => {
      if (refusing.has(statusCode)) this.note(request, statusCode).catch(() => undefined); // a lost log line must not fail the request
      done();
    });
    fastify.addHook('onClose', () => this.tally.stop());
  }

  private async note(request: FastifyRequest, status: number): Promise<void> {
    const given = fieldOf(request.params, 'site');
    const site = typeof given === 'string' ? given : undefined;
    const caller = callerOf(request);
    const rough = {
      status,
      code: problemCodeOf(request) ?? codesByStatus.get(status) ?? null,
      method: request.method,
      route: request.routeOptions.url ?? null,
    };
    const kind = JSON.stringify([rough, site, idOf(caller)]);
    await this.tally.count(kind, () => this.described(rough, caller, site), rough);
  }

  private async described(rough: Fields, caller: Caller, given: string | undefined): Promise<Fields> {
    const site = given ?? (caller.kind === 'member' ? caller.sites?.[0] : undefined) ?? 'default';
    const authorId = await this.authorIdOf(caller, site);
    return { ...rough, caller: caller.kind, ...(authorId !== undefined && { site, authorId }) };
  }

  /** Uses `find`, so that a refused request creates no author id. */
  private async authorIdOf(caller: Caller, site: string): Promise<string | undefined> {
    if (caller.kind === 'guest') return caller.authorId;
    return caller.kind === 'member' ? this.identities.find(site, caller.subject) : undefined;
  }
}

const idOf = (caller: Caller): string =>
  caller.kind === 'member' ? caller.subject : caller.kind === 'guest' ? caller.authorId : '';
