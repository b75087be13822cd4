import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { isFromOwnOrigin } from './own-origin.ts';
import { SignInLog } from './sign-in-log.ts';

/** Accepts sign-ins only from this service's pages. Otherwise another page could sign visitors in as another person. */
@Injectable()
export class OwnPagesGuard implements CanActivate {
  constructor(
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl'>,
    private readonly log: SignInLog,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isFromOwnOrigin(context.switchToHttp().getRequest<FastifyRequest>(), this.given.publicUrl)) return true;
    await this.log.refused('link', 'csrf');
    throw new Refusal('csrf');
  }
}
