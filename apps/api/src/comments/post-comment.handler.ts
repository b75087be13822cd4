import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Refusal } from '#contracts/refusal';
import type { Policy } from '#contracts/policy';
import type { PostCommentRequest } from '#contracts/requests';
import { isVisible } from '#contracts/vocabulary';
import { articleDecider } from '#domain/article';
import { commentDecider } from '#domain/comment';
import type { PostComment } from '#domain/comment-commands';
import { newId } from '#platform/new-id';
import { articleKey } from '../commands/append-events';
import { CommandExecutor, type Executed } from '../commands/command-executor';
import type { IdempotentRequest } from '../commands/idempotency';
import { type Settings, SettingsCache } from '../commands/settings';
import { articleStream } from '../commands/stream-ids';
import { GuestForms } from '../forms/guest-forms';
import type { Writer } from '../identity/callers';
import { BannedNetworks } from '../addresses/banned-networks';
import { AuthorFacts } from './author-facts';
import { type Past, findingsIn, refuseClosed, refuseUnlessMayWrite } from './facts';
import { measureText } from './measure-text';
import { NamesInUse } from './names-in-use';
import { refuseBlank } from './refuse-blank';
import { RepeatedTexts } from './repeated-texts';

export interface PostedComment {
  readonly commentId: string;
  readonly executed: Executed;
}

export class PostCommentCommand extends Command<PostedComment> {
  constructor(
    readonly site: string,
    readonly articleId: string,
    readonly writer: Writer,
    readonly request: PostCommentRequest,
    readonly context: {
      idempotency?: IdempotentRequest | undefined;
      traceparent?: string | undefined;
      /** Where it came from. */
      address: string;
    },
  ) {
    super();
  }
}

/** Gathers what the rules ask about the article, the author, the parent and the text; the decider says the rest. */
@CommandHandler(PostCommentCommand)
export class PostCommentHandler implements ICommandHandler<PostCommentCommand> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly settings: SettingsCache,
    private readonly authors: AuthorFacts,
    private readonly texts: RepeatedTexts,
    private readonly forms: GuestForms,
    private readonly names: NamesInUse,
    private readonly networks: BannedNetworks,
  ) {}

  async execute(command: PostCommentCommand): Promise<PostedComment> {
    refuseBlank(command.request.body);
    const commentId = newId();
    const executed = await this.executor.execute(commentDecider, {
      streamId: commentId,
      isNew: true,
      place: () => placeOf(command),
      prepare: (_state, again) => this.prepare(command, commentId, again),
      idempotency: command.context.idempotency,
      result: () => ({ commentId }),
    });
    if (executed.kind === 'replayed') return { commentId: z.string().parse(executed.result['commentId']), executed };
    this.rememberName(command, executed);
    await this.rememberText(command);
    await this.introduceArticle(command);
    return { commentId, executed };
  }

  private async prepare(command: PostCommentCommand, commentId: string, again: boolean) {
    const { site, articleId, writer, request } = command;
    const settings = await this.settings.current(site, articleId, writer.isNew ? null : writer.id, again);
    const now = new Date();
    refuseClosed(settings, now);
    refuseUnlessMayWrite(settings, writer, now);
    const text = measureText(request.body);
    const language = request.language ?? null;
    const { isNew: _isNew, ...author } = writer;
    const post: PostComment = {
      type: 'PostComment',
      commentId,
      articleId,
      author,
      text,
      parent: request.parentId ? await this.parent(command, request.parentId) : null,
      language,
      findings: findingsIn({ ...text, language }, settings, writer, await this.past(command, settings, now), now),
      nudged: request.nudged === true,
      inForce: settings.policy,
    };
    return { command: post, guards: settings.guards };
  }

  private async past(command: PostCommentCommand, { policy: { policy } }: Settings, now: Date): Promise<Past> {
    const { site, articleId, writer, request } = command;
    const minutes = policy.repeatedTextMinutes;
    return {
      ...(await this.authors.of(site, writer, policy, now)),
      form: writer.isNew && request.form ? this.forms.facts(request.form, { site, article: articleId }, now) : null,
      lookalike: await this.names.lookalike(site, articleId, writer, policy),
      namesThemselves: writer.kind === 'guest',
      bannedNetwork: await this.bannedNetwork(command, policy),
      repeated: minutes > 0 && (await this.texts.wasSent(namesOf(command), request.body, minutes, now)),
    };
  }

  /** Guests who are known by what they published are somebody else, whatever their network did. */
  private async bannedNetwork(
    { site, writer, context }: PostCommentCommand,
    policy: Policy,
  ): Promise<Past['bannedNetwork']> {
    if (writer.kind !== 'guest' || !policy.holdBannedNetworks) return null;
    const kind = await this.networks.standingOf(site, context.address);
    return kind !== null && !(await this.authors.hasPublished(site, writer)) ? kind : null;
  }

  private rememberName({ site, articleId, writer }: PostCommentCommand, executed: Executed): void {
    if (executed.kind !== 'appended') return;
    const [posted] = executed.events;
    if (posted?.type === 'CommentPosted' && posted.data.status === 'published')
      this.names.heard(site, articleId, writer);
  }

  /** The comment is stored: a text that could not be remembered is no reason to answer that it is not. */
  private async rememberText(command: PostCommentCommand): Promise<void> {
    const { policy } = await this.settings.policyOf(command.site).then(({ state }) => state);
    if (policy.repeatedTextMinutes === 0) return;
    await this.texts.remember(namesOf(command), command.request.body, new Date()).catch(() => undefined);
  }

  private async parent({ site, articleId }: PostCommentCommand, parentId: string): Promise<PostComment['parent']> {
    const { state } = await this.executor.load(commentDecider, parentId);
    if (!state || state.siteId !== site || state.articleId !== articleId) throw new Refusal('parent-not-found');
    const { commentId, rootId, depth, status } = state;
    return { commentId, rootId, depth, visible: isVisible(status) };
  }

  /** The comment is stored; that the page's title is learnt a comment later would hurt nobody. */
  private async introduceArticle({ site, articleId, request, writer }: PostCommentCommand): Promise<void> {
    const { url, title } = request.article ?? {};
    const { article: known, policy } = await this.settings.current(site, articleId, null, false);
    const dated = policy.policy.closeAfterDays > 0 && known.since === null;
    const learnsNothing = (url === undefined || known.url !== null) && (title === undefined || known.title !== null);
    if (learnsNothing && !dated) return;
    const streamId = articleStream(site, articleId);
    await this.executor
      .execute(articleDecider, {
        streamId,
        place: () => ({
          siteId: site,
          partitionKey: articleKey(site, articleId),
          actor: { kind: 'system', id: writer.id },
        }),
        prepare: () => ({
          command: {
            type: 'IntroduceArticle',
            articleId,
            dated,
            ...(url !== undefined && { url }),
            ...(title !== undefined && { title }),
          } as const,
        }),
      })
      .catch(() => undefined);
    this.settings.forgetStream(streamId);
  }
}

/** Under which names what an author sent is remembered: guests without a token have none but the one they gave. */
const namesOf = ({ site, writer }: PostCommentCommand): string[] => [
  `${site}\n${writer.id}`,
  ...(writer.isNew ? [`${site}\nguest\n${writer.name}`] : []),
];

const placeOf = ({ site, articleId, writer, context }: PostCommentCommand) => ({
  siteId: site,
  partitionKey: articleKey(site, articleId),
  actor: { kind: writer.kind === 'guest' ? ('guest' as const) : ('author' as const), id: writer.id },
  traceparent: context.traceparent,
});
