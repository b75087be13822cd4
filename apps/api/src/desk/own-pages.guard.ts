import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { SignInLog } from '../audit/sign-in-log';
import { type PublicUrl, publicUrl } from '../events/public-url';
import { isFromOwnOrigin } from './own-origin';

/** Signs in from pages of this service alone: or another page could sign its visitors in as somebody of its choice. */
@Injectable()
export class OwnPagesGuard implements CanActivate {
  constructor(
    @Inject(publicUrl) private readonly publicUrl: PublicUrl,
    private readonly log: SignInLog,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isFromOwnOrigin(context.switchToHttp().getRequest<FastifyRequest>(), this.publicUrl)) return true;
    await this.log.refused('link', 'csrf');
    throw new Refusal('csrf');
  }
}
