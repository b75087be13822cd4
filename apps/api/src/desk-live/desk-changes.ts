import { Injectable } from '@nestjs/common';
import { decisionOf, isDecisionEvent } from '#contracts/comment-life/decisions';
import type { RecordedEvent } from '#contracts/event-schemas';
import type { DeskMessage, LiveItem } from '#contracts/moderation-answers';
import type { Policy } from '#contracts/policy';
import type { QueueName } from '#contracts/vocabulary';
import { commentDecider } from '#domain/comment';
import { queueNow } from '#domain/comment-state';
import type { StoredEvent } from '#event-store/event';
import { EventLog } from '#event-store/event-log';
import { CommandExecutor } from '../commands/command-executor.ts';
import { recordedAndOpened } from '../commands/recorded.ts';
import { SettingsCache } from '../commands/settings-cache.ts';

/** Above this number of comments, reloading the queue is cheaper for clients and the service. */
const maxComments = 100;

/**
 * Computes the effect of events on a site's queues, comment by comment. It folds the comments' own streams, so that it
 * is exact for any range of the log.
 */
@Injectable()
export class DeskChanges {
  constructor(
    private readonly log: EventLog,
    private readonly executor: CommandExecutor,
    private readonly settings: SettingsCache,
  ) {}

  /** Returns a `reset` if there are too many changes, or if a policy changed and with it the queues. */
  async of(site: string, events: readonly StoredEvent[]): Promise<DeskMessage[]> {
    if (events.some(({ type }) => type === 'PolicyChanged')) return [{ event: 'reset', data: {} }];
    const changed = changedComments(events);
    if (changed.size === 0) return [];
    if (changed.size > maxComments) return [{ event: 'reset', data: {} }];
    const { policy } = (await this.settings.policyOf(site)).state;
    const streams = await this.log.readOutlines([...changed.keys()]);
    const moves = Array.from(changed, ([commentId, { first, last }]) => {
      const stream = (streams.get(commentId) ?? []).filter(({ position }) => position <= last);
      const span = stream.filter(({ position }) => position >= first);
      const before = this.queueAfter(stream.slice(0, stream.length - span.length), policy);
      const now = this.queueAfter(stream, policy);
      const decided = before || now ? span.findLast((event) => isDecisionEvent(event)) : undefined;
      return { commentId, version: stream.at(-1)?.version ?? 0, ...moderatorOf(span), before, now, decided };
    });
    const words = await this.opened(moves.flatMap(({ decided }) => decided ?? []));
    return moves.flatMap(({ before, now, decided, ...about }) => {
      const event = decided && words.get(decided.eventId);
      const decision = event && decisionIn(event);
      return itemMessages({ ...about, ...(decision && { decision }) }, before, now);
    });
  }

  private queueAfter(events: readonly StoredEvent[], policy: Policy): QueueName | null {
    const { state } = this.executor.fold(commentDecider, events);
    return state && queueNow(state, policy.flagThreshold);
  }

  /** Decisions with their moderators' names, by event id. */
  private async opened(events: readonly StoredEvent[]): Promise<Map<string, RecordedEvent>> {
    if (events.length === 0) return new Map();
    const [streams, ids] = [events.map(({ streamId }) => streamId), events.map(({ eventId }) => eventId)];
    const opened = await recordedAndOpened(this.log, await this.log.readEvents(streams, ids));
    return new Map(opened.map((event) => [event.eventId, event]));
  }
}

/** The moderator who caused all of these events, if there is exactly one. */
function moderatorOf(events: readonly StoredEvent[]): Pick<LiveItem, 'moderatorId'> {
  const [one, ...others] = new Set(events.map(({ data }) => data.moderatorId));
  return typeof one === 'string' && others.length === 0 ? { moderatorId: one } : {};
}

function decisionIn(event: RecordedEvent): LiveItem['decision'] {
  if (!isDecisionEvent(event)) return undefined;
  const { data, personal, at } = event;
  const by = { id: data.moderatorId, name: personal?.moderatorName ?? null };
  return { by, decision: decisionOf(event)?.decision ?? 'undo', at: at.toISOString() };
}

function changedComments(events: readonly StoredEvent[]): Map<string, { first: number; last: number }> {
  const changed = new Map<string, { first: number; last: number }>();
  for (const { type, position, data } of events) {
    const { commentId } = data;
    if (typeof commentId !== 'string' || type === 'CommentLiked' || type === 'CommentUnliked') continue;
    changed.set(commentId, { first: changed.get(commentId)?.first ?? position, last: position });
  }
  return changed;
}

function itemMessages(
  about: Omit<LiveItem, 'kind' | 'queue'>,
  before: QueueName | null,
  now: QueueName | null,
): DeskMessage[] {
  const message = (kind: LiveItem['kind'], queue: QueueName): DeskMessage => ({
    event: 'item',
    data: { kind, queue, ...about },
  });
  if (before === now) return now ? [message('changed', now)] : [];
  return [...(before ? [message('went', before)] : []), ...(now ? [message('came', now)] : [])];
}
