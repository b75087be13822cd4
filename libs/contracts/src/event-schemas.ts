import { z } from 'zod';
import { mostReportersNamed } from './comment-life/most-reporters-named';
import { ArticleId, Uuid } from './identifiers';
import { RecordedPolicy } from './policy';
import {
  CommentStatus,
  Decision,
  Finding,
  FlagReason,
  ModerationMode,
  QueueName,
  RejectionReason,
  RestrictionKind,
} from './vocabulary';

/** What a schema of one version of an event says: `data` travels in clear, `personal` sealed under a person's own key. */
export interface EventSchema {
  readonly version: number;
  readonly topic: 'comments' | 'authors' | 'policies';
  readonly data: z.ZodObject;
  readonly personal?: z.ZodObject;
}

const place = { commentId: Uuid, articleId: ArticleId };
const byAuthor = { authorId: Uuid };
const count = z.number().int().min(0);
const policyVersion = count.describe('the policy that it was judged under; 0 is the default one');
const revision = z.number().int().min(1);
const from = { from: CommentStatus.describe('the status before this event') };
const to = { to: CommentStatus.exactOptional().describe('the status from now on. Absent in older events') };

/** What a decision was made on, so that it can be explained years later. */
const provenance = {
  moderatorId: Uuid,
  ...from,
  basedOnVersion: z
    .number()
    .int()
    .min(1)
    .describe('the version of the comment that the moderator saw or that was current'),
  revision: revision.describe('the revision of the text that was judged'),
  reports: count.describe('distinct reporters since the last decision whose report weighs something'),
  waitedSeconds: count.nullable().describe('how long the comment waited for this decision, if it waited'),
  policyVersion,
  batchId: Uuid.nullable().describe('the decisions that were made, or taken back, in one go'),
};
/** What a comment goes back to with its status. */
const restores = z
  .object({
    homeQueue: QueueName.describe('the queue whose moderators it belongs to while readers do not see it'),
    waitingSince: z.iso.datetime().nullable().describe('since when it waits for a moderator; null: it does not'),
    approvals: count.describe('approvals of this revision that are not undone'),
    reporters: z
      .array(Uuid)
      .max(mostReportersNamed)
      .exactOptional()
      .describe(
        `the distinct reporters whose reports count from now on: those of before the decisions, and since. Absent if they are more than ${mostReportersNamed}`,
      ),
  })
  .describe('what else is as before the decisions taken back. Absent in older events, and where `undoes` is null');
const moderatorWords = z.object({ moderatorName: z.string(), note: z.string().optional() });

/** Every event in its newest version. A newer version replaces the entry here and leaves an upcaster in `upcast.ts`. */
export const eventSchemas = {
  CommentPosted: {
    version: 1,
    topic: 'comments',
    data: z.object({
      ...place,
      ...byAuthor,
      parentId: Uuid.nullable(),
      rootId: Uuid.describe('the top-level comment of this thread; its own id for a top-level comment'),
      depth: count.describe('0 for a top-level comment'),
      authorKind: z.enum(['member', 'guest']),
      badge: z.enum(['staff']).nullable(),
      status: z.enum(['published', 'held']),
      findings: z.array(Finding),
      policyVersion,
      textLength: count.describe('characters (code points) of the text'),
      links: count,
      language: z.string().nullable().describe('BCP 47 tag of the page it was written on, if it said so'),
    }),
    personal: z.object({
      authorName: z.string(),
      body: z.string(),
      picture: z.string().optional(),
      emailHash: z.string().optional(),
    }),
  },
  CommentEdited: {
    version: 1,
    topic: 'comments',
    data: z.object({
      ...place,
      ...byAuthor,
      from: CommentStatus.exactOptional().describe('the status before this event. Absent in older events'),
      ...to,
      revision,
      findings: z.array(Finding),
      policyVersion,
      textLength: count.describe('characters (code points) of the text'),
      links: count,
    }),
    personal: z.object({ body: z.string() }),
  },
  CommentWithdrawn: {
    version: 1,
    topic: 'comments',
    data: z.object({ ...place, ...byAuthor, ...from, ...to, because: z.enum(['author', 'erasure']) }),
  },
  CommentFlagged: {
    version: 1,
    topic: 'comments',
    data: z.object({
      ...place,
      reporterId: Uuid,
      reporterKind: z.enum(['member', 'guest']),
      reason: FlagReason,
      revision,
      weight: z.number().describe('two decimals; 0: heard, and counted nowhere'),
    }),
    personal: z.object({ note: z.string() }),
  },
  CommentHeld: {
    version: 1,
    topic: 'comments',
    data: z.object({
      ...place,
      ...from,
      ...to,
      because: z.enum(['reports', 'edit']),
      reports: count.describe('distinct reporters since the last decision whose report weighs something'),
      policyVersion,
    }),
  },
  CommentApproved: {
    version: 1,
    topic: 'comments',
    data: z.object({
      ...place,
      ...provenance,
      ...to,
      ignoreReports: z
        .literal(true)
        .exactOptional()
        .describe('later reports of this revision change nothing while this decision is the last that is not undone'),
    }),
    personal: moderatorWords,
  },
  CommentRejected: {
    version: 1,
    topic: 'comments',
    data: z.object({ ...place, ...provenance, ...to, reason: RejectionReason }),
    personal: moderatorWords.extend({
      message: z.string().optional().describe('what the moderator wrote to the author, who may read it'),
    }),
  },
  CommentEscalated: {
    version: 1,
    topic: 'comments',
    data: z.object({ ...place, ...provenance, ...to }),
    personal: moderatorWords,
  },
  CommentReopened: {
    version: 1,
    topic: 'comments',
    data: z.object({
      ...place,
      ...provenance,
      status: CommentStatus.describe('the status from now on'),
      undoes: z
        .object({
          eventId: Uuid,
          decision: Decision,
          eventIds: z
            .array(Uuid)
            .min(1)
            .exactOptional()
            .describe('all decisions taken back, oldest first: `eventId` and those made on it. Absent in older events'),
        })
        .nullable()
        .describe('the decision taken back; null when a moderator reopened the comment'),
      restores: restores.exactOptional(),
    }),
    personal: moderatorWords,
  },
  CommentNoted: {
    version: 1,
    topic: 'comments',
    data: z.object({
      ...place,
      moderatorId: Uuid,
      revision: revision.describe('the revision of the text that it is about'),
    }),
    personal: z.object({ moderatorName: z.string(), note: z.string() }),
  },
  CommentLiked: { version: 1, topic: 'comments', data: z.object({ ...place, readerId: Uuid }) },
  CommentUnliked: { version: 1, topic: 'comments', data: z.object({ ...place, readerId: Uuid }) },
  ArticleUpdated: {
    version: 1,
    topic: 'comments',
    data: z.object({
      articleId: ArticleId,
      url: z.string().nullable().describe('as the publisher says; null: the publisher said none'),
      title: z.string().nullable().describe('as the publisher says; null: the publisher said none'),
      open: z.boolean(),
      mode: ModerationMode.nullable().describe("null: the site's policy decides"),
      closesAt: z.iso.datetime().nullable(),
      actorId: Uuid.nullable().describe('who changed it; null for what the page of a reader said, with a comment'),
      readerUrl: z
        .string()
        .nullable()
        .exactOptional()
        .describe(
          "what a reader's page called its address, where the publisher said none; not confirmed. Absent in older events, whose `url` and `title` are a reader's where `actorId` is null",
        ),
      readerTitle: z.string().nullable().exactOptional().describe('the same for its title'),
    }),
  },
  AuthorRestricted: {
    version: 1,
    topic: 'authors',
    data: z.object({
      ...byAuthor,
      kind: RestrictionKind,
      until: z.iso.datetime().nullable(),
      moderatorId: Uuid,
      carriedOver: z
        .literal(true)
        .exactOptional()
        .describe(
          'it was in force when an earlier account of the same person was erased, and goes on; `moderatorId` is then the nil UUID',
        ),
    }),
    personal: z.object({ reason: z.string() }).describe('sealed under the restricted author, who may read it'),
  },
  AuthorRestrictionLifted: {
    version: 1,
    topic: 'authors',
    data: z.object({ ...byAuthor, kind: RestrictionKind, moderatorId: Uuid }),
  },
  AuthorErased: {
    version: 1,
    topic: 'authors',
    data: z.object({ ...byAuthor, requestedBy: z.enum(['author', 'admin']) }),
  },
  PolicyChanged: {
    version: 1,
    topic: 'policies',
    data: z.object({ policyVersion: z.number().int().min(1), policy: RecordedPolicy, actorId: Uuid }),
  },
  SiteChanged: {
    version: 1,
    topic: 'policies',
    data: z.object({
      name: z.string().nullable(),
      timeZone: z.string().describe('IANA name'),
      origins: z.array(z.string()).describe("of the site's own pages"),
      actorId: Uuid.describe('who made or changed it, as the site `default` knows them'),
    }),
  },
} as const satisfies Record<string, EventSchema>;

export type EventType = keyof typeof eventSchemas;
export const eventTypes = Object.keys(eventSchemas) as EventType[];
export const isEventType = (type: string): type is EventType => Object.hasOwn(eventSchemas, type);

type Personal<T extends EventType> = (typeof eventSchemas)[T] extends { personal: infer P extends z.ZodObject }
  ? z.infer<P>
  : never;

/** An event as a decider yields it: facts in clear, and what names a person apart, to be sealed. */
export type DomainEvent<T extends EventType = EventType> = {
  [K in T]: { type: K; data: z.infer<(typeof eventSchemas)[K]['data']> } & ([Personal<K>] extends [never]
    ? { personal?: undefined }
    : { personal?: Personal<K> });
}[T];

/** An event as the log gives it back: with its place, its time by the database's clock, and `personal` null once erased. */
export type RecordedEvent<T extends EventType = EventType> = {
  [K in T]: {
    type: K;
    data: z.infer<(typeof eventSchemas)[K]['data']>;
    personal: [Personal<K>] extends [never] ? null : Personal<K> | null;
    eventId: string;
    siteId: string;
    position: number;
    version: number;
    at: Date;
    meta: Record<string, unknown>;
  };
}[T];
