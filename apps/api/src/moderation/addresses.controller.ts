import { Controller } from '@nestjs/common';
import { Pool } from 'pg';
import type { SameAddressAnswer } from '#contracts/person-answers';
import { byteBudgets } from '#contracts/byte-budgets';
import { Refusal } from '#contracts/refusal';
import { commentsByIds } from '#read-models/thread/queries';
import { fullComment } from '../comments/comment-answer.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { ModeratorSight } from '../sight/moderator-sight.ts';
import { PostAddresses } from '../addresses/post-addresses.ts';

/** Shows moderators which comments came from the same address, without the address itself. */
@Controller()
export class AddressesController {
  constructor(
    private readonly addresses: PostAddresses,
    private readonly sight: ModeratorSight,
    private readonly pool: Pool,
  ) {}

  @Route('GET /v1/sites/:site/comments/:id/same-address')
  async sameAddress(
    @Input() input: InputOf<'GET /v1/sites/:site/comments/:id/same-address'>,
  ): Promise<SameAddressAnswer> {
    const { params, caller, reads, reply } = input;
    const { site, id } = params;
    const sight = await this.sight.ofList(site, caller, reads, reply);
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
