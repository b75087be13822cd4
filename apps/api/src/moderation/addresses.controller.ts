import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Pool } from 'pg';
import { SameAddressAnswer } from '#contracts/answers';
import { byteBudgets } from '#contracts/byte-budgets';
import { Refusal } from '#contracts/refusal';
import { commentsByIds } from '#read-models/thread/queries';
import { fullComment } from '../comments/comment-answer';
import { Route } from '../routes/access';
import { CurrentCaller, CurrentId } from '../routes/current';
import type { Member } from '../identity/caller';
import { ModeratorSight } from '../sight/moderator-sight';
import { PostAddresses } from '../addresses/post-addresses';

/** What moderators may know of addresses: which comments came from the same one, never which one. */
@Controller('v1/sites/:site')
export class AddressesController {
  constructor(
    private readonly addresses: PostAddresses,
    private readonly sight: ModeratorSight,
    private readonly pool: Pool,
  ) {}

  @Get('comments/:id/same-address')
  @Route({
    access: 'moderator',
    summary: 'Other comments that the caller may see and that came from the address of this one, within 14 days',
    tag: 'Moderators',
    answers: { 200: SameAddressAnswer },
  })
  async sameAddress(
    @Param('site') site: string,
    @CurrentId() id: string,
    @CurrentCaller() caller: Member,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SameAddressAnswer> {
    const sight = await this.sight.ofList(site, caller, ['moderation-queue', 'thread'], reply);
    const { ids, until } = await this.addresses.sameAs(id, sight);
    const found = await commentsByIds(this.pool, site, [id, ...ids], byteBudgets.sameAddress);
    if (!found.has(id)) throw new Refusal('not-found');
    await this.sight.refuseOthers(site, caller, [id]);
    return {
      comments: ids.flatMap((other) => found.get(other) ?? []).map(fullComment),
      knownUntil: until?.toISOString() ?? null,
    };
  }
}
