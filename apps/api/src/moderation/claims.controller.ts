import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ClaimsAnswer, RenewedClaimsAnswer } from '#contracts/moderation-answers';
import { ClaimsRequest, RenewClaimsRequest } from '#contracts/moderation-requests';
import { Route } from '../routes/access';
import { CurrentCaller, CurrentId } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import type { Member } from '../identity/caller';
import { refuseOtherQueue } from '../identity/reach';
import { Claims } from './claims';
import { ItemAnswers } from './item-answers';
import { Moderators } from './moderators';

/** Leases on items, so that no two moderators decide the same comment. They are no commands: nothing of them is kept. */
@Controller('v1/sites/:site/moderation/claims')
export class ClaimsController {
  constructor(
    private readonly claims: Claims,
    private readonly items: ItemAnswers,
    private readonly moderators: Moderators,
  ) {}

  @Post()
  @HttpCode(200)
  @Route({
    access: 'moderator',
    summary: 'The next items that nobody holds, leased to the caller',
    tag: 'Moderators',
    body: ClaimsRequest,
    answers: { 200: ClaimsAnswer },
  })
  async claim(
    @Param('site') site: string,
    @CurrentCaller() caller: Member,
    @Body() body: unknown,
  ): Promise<ClaimsAnswer> {
    const request = parseInput(ClaimsRequest, body);
    refuseOtherQueue(caller, request.queue);
    const moderator = await this.moderators.of(site, caller);
    const taken = await this.claims.take(site, moderator, request);
    const until = new Map(taken.map(({ commentId, claimedUntil }) => [commentId, claimedUntil.toISOString()]));
    const items = await this.items.waiting(site, [...until.keys()], moderator.sight);
    return {
      items: items.flatMap((item) => {
        const claimedUntil = until.get(item.comment.id);
        return claimedUntil === undefined ? [] : [{ ...item, claimedUntil }];
      }),
      leaseSeconds: request.leaseSeconds,
    };
  }

  @Post('renewals')
  @HttpCode(200)
  @Route({
    access: 'moderator',
    summary: 'Prolong claims, take again what ran out or was given back, and learn which were lost',
    tag: 'Moderators',
    body: RenewClaimsRequest,
    answers: { 200: RenewedClaimsAnswer },
  })
  async renew(
    @Param('site') site: string,
    @CurrentCaller() caller: Member,
    @Body() body: unknown,
  ): Promise<RenewedClaimsAnswer> {
    const request = parseInput(RenewClaimsRequest, body);
    const moderator = await this.moderators.of(site, caller);
    const held = await this.claims.renew(site, moderator, request, moderator.sight.queues);
    const kept = new Set(held.map(({ commentId }) => commentId));
    const lost = request.commentIds.filter((commentId) => !kept.has(commentId));
    const others = await this.claims.of(site, lost, moderator.sight.queues);
    return {
      held: held.map(({ commentId, claimedUntil }) => ({ commentId, claimedUntil: claimedUntil.toISOString() })),
      lost: lost.map((commentId) => ({ commentId, claimedBy: others.get(commentId)?.by ?? null })),
    };
  }

  @Delete(':id')
  @HttpCode(204)
  @Route({
    access: 'moderator',
    queuesNeeded: 'none',
    summary: 'Give an item back',
    tag: 'Moderators',
    answers: { 204: null },
  })
  async release(
    @Param('site') site: string,
    @CurrentCaller() caller: Member,
    @CurrentId() commentId: string,
  ): Promise<void> {
    const { id } = await this.moderators.of(site, caller);
    await this.claims.release(site, id, [commentId]);
  }

  @Delete()
  @HttpCode(204)
  @Route({
    access: 'moderator',
    queuesNeeded: 'none',
    summary: 'Give back all that the caller holds',
    tag: 'Moderators',
    answers: { 204: null },
  })
  async releaseAll(@Param('site') site: string, @CurrentCaller() caller: Member): Promise<void> {
    const { id } = await this.moderators.of(site, caller);
    await this.claims.release(site, id, null);
  }
}
