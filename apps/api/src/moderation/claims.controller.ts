import { Controller } from '@nestjs/common';
import type { ClaimsAnswer, RenewedClaimsAnswer } from '#contracts/moderation-answers';
import { refuseOtherQueue } from '../identity/reach.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { Claims } from './claims.ts';
import { ItemAnswers } from './item-answers.ts';
import { Moderators } from './moderators.ts';

/** Claims keep two moderators off the same comment. They are not commands: nothing is written to the log. */
@Controller()
export class ClaimsController {
  constructor(
    private readonly claims: Claims,
    private readonly items: ItemAnswers,
    private readonly moderators: Moderators,
  ) {}

  @Route('POST /v1/sites/:site/moderation/claims')
  async claim(
    @Input() { params: { site }, body, caller }: InputOf<'POST /v1/sites/:site/moderation/claims'>,
  ): Promise<ClaimsAnswer> {
    refuseOtherQueue(caller, body.queue);
    const moderator = await this.moderators.of(site, caller);
    const taken = await this.claims.take(site, moderator, body);
    const claims = new Map(taken.map(({ commentId, ...claim }) => [commentId, claim]));
    const items = await this.items.waiting(site, [...claims.keys()], moderator.sight);
    return {
      items: items.flatMap((item) => {
        const claim = claims.get(item.comment.id);
        return claim ? [{ ...item, claimedUntil: claim.claimedUntil.toISOString(), opened: claim.opened }] : [];
      }),
      leaseSeconds: body.leaseSeconds,
    };
  }

  @Route('POST /v1/sites/:site/moderation/claims/renewals')
  async renew(
    @Input() { params: { site }, body, caller }: InputOf<'POST /v1/sites/:site/moderation/claims/renewals'>,
  ): Promise<RenewedClaimsAnswer> {
    const moderator = await this.moderators.of(site, caller);
    const held = await this.claims.renew(site, moderator, body, moderator.sight.queues);
    const kept = new Set(held.map(({ commentId }) => commentId));
    const lost = body.commentIds.filter((commentId) => !kept.has(commentId));
    const others = await this.claims.of(site, lost, moderator.sight.queues);
    return {
      held: held.map(({ commentId, claimedUntil }) => ({ commentId, claimedUntil: claimedUntil.toISOString() })),
      lost: lost.map((commentId) => ({ commentId, claimedBy: others.get(commentId)?.by ?? null })),
    };
  }

  @Route('DELETE /v1/sites/:site/moderation/claims/:id')
  async release(
    @Input()
    { params: { site, id: commentId }, query, caller }: InputOf<'DELETE /v1/sites/:site/moderation/claims/:id'>,
  ): Promise<void> {
    const { id } = await this.moderators.of(site, caller);
    await this.claims.release(site, id, [commentId], query.holder);
  }

  @Route('DELETE /v1/sites/:site/moderation/claims')
  async releaseAll(
    @Input() { params: { site }, query, caller }: InputOf<'DELETE /v1/sites/:site/moderation/claims'>,
  ): Promise<void> {
    const { id } = await this.moderators.of(site, caller);
    if (query.ended && query.holder) await this.claims.end(id, query.holder);
    await this.claims.release(site, id, null, query.holder);
  }
}
