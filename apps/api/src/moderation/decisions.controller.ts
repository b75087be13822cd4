import { Controller } from '@nestjs/common';
import { Pool } from 'pg';
import { v5 } from 'uuid';
import type { DecisionsAnswer, PastDecisionsAnswer } from '#contracts/moderation-answers';
import { Refusal } from '#contracts/refusal';
import { EventLog } from '#event-store/event-log';
import { newId } from '#platform/new-id';
import { batchDecisions } from '#read-models/moderation-queue/past-decisions';
import { refuseCursor } from '../http/refuse-cursor.ts';
import { otherQueues, refuseFewerQueues } from '../identity/reach.ts';
import { Freshness, sayStale } from '../reading/freshness.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { ModeratorSight } from '../sight/moderator-sight.ts';
import { type BatchResult, Decisions, isUnread } from './decisions.ts';
import { type ModeratorAtWork, Moderators } from './moderators.ts';
import { PastDecisions } from './past-decisions.ts';

const batchNamespace = '1b0b8f6e-0d0c-4f5e-8a55-9c5b3d0f7a21';

const decide = 'POST /v1/sites/:site/moderation/decisions';
const undo = 'POST /v1/sites/:site/moderation/undo';
type Deciding = InputOf<typeof decide> | InputOf<typeof undo>;

/** Lets moderators decide, undo decisions, and list past decisions. */
@Controller()
export class DecisionsController {
  constructor(
    private readonly decisions: Decisions,
    private readonly pastDecisions: PastDecisions,
    private readonly moderators: Moderators,
    private readonly sight: ModeratorSight,
    private readonly freshness: Freshness,
    private readonly log: EventLog,
    private readonly pool: Pool,
  ) {}

  @Route(decide)
  async decide(@Input() input: InputOf<typeof decide>): Promise<DecisionsAnswer> {
    const { moderator, context, batchId } = await this.batch(input);
    const { decisions } = input.body;
    const results = await this.decisions.decide(input.params.site, moderator, decisions, { batchId, context });
    return answerBatch(input, batchId, results);
  }

  @Route(undo)
  async undo(@Input() input: InputOf<typeof undo>): Promise<DecisionsAnswer> {
    const { site } = input.params;
    const { batchId: undone = null, commentId } = input.body;
    const { moderator, context, batchId } = await this.batch(input);
    const commentIds = undone === null ? [String(commentId)] : await this.commentsOf(site, undone, moderator);
    const results = await this.decisions.undo(site, moderator, commentIds, { undone, batchId, context });
    return answerBatch(input, batchId, results);
  }

  @Route('GET /v1/sites/:site/moderation/decisions')
  async past(@Input() input: InputOf<'GET /v1/sites/:site/moderation/decisions'>): Promise<PastDecisionsAnswer> {
    const { params, query, caller, reads, reply } = input;
    const { moderator, limit, cursor } = query;
    const { site } = params;
    const { id: own } = await this.moderators.of(site, caller);
    const id = moderator === 'me' ? own : moderator;
    // Another moderator's decisions may quote comments of any queue.
    if (id !== own) refuseFewerQueues(caller, 'every');
    const sight = await this.sight.ofList(site, caller, reads, reply);
    return this.pastDecisions.by({ site, moderator: id, limit, cursor, sight }).catch(refuseCursor);
  }

  /** Derives the batch's id from its idempotency key, so that a repeated request has the same one. */
  private async batch({ params, caller, command }: Deciding) {
    const moderator = await this.moderators.of(params.site, caller);
    const context = command.context(moderator.id);
    const { idempotency } = context;
    const batchId = idempotency ? v5(`${idempotency.scope}\n${idempotency.key}`, batchNamespace) : newId();
    return { moderator, context, batchId };
  }

  /**
   * Reads a batch's comments from a read model, after waiting until it has processed the whole log. Of another
   * moderator's batch, returns only the comments that this moderator may see.
   */
  private async commentsOf(site: string, batchId: string, { id, sight }: ModeratorAtWork): Promise<string[]> {
    await this.freshness.reached(await this.log.head(), ['moderation-queue']);
    const decided = await batchDecisions(this.pool, site, batchId);
    if (decided.length === 0) throw new Refusal('not-found');
    const colleagues = decided.filter(({ moderatorId }) => moderatorId !== id).map(({ commentId }) => commentId);
    const unseen = await this.sight.outOf(sight, site, colleagues);
    const named = decided.map(({ commentId }) => commentId).filter((one) => !unseen.has(one));
    if (named.length === 0) throw otherQueues();
    return [...new Set(named)];
  }
}

async function answerBatch({ command, reply }: Deciding, batchId: string, { results, replayed }: BatchResult) {
  const last = Math.max(0, ...results.map((one) => Number(one.position ?? 0)));
  if (results.some(isUnread)) sayStale(reply);
  const position = await command.done({ position: last, kind: replayed ? 'replayed' : 'appended' });
  return { batchId, results: [...results], position };
}
