import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { isVisible } from '#contracts/comment-life/visible';
import { Refusal } from '#contracts/refusal';
import type { Policy } from '#contracts/policy';
import type { PostCommentRequest } from '#contracts/requests';
import { type IntroduceArticle, articleDecider } from '#domain/article';
import { commentDecider } from '#domain/comment';
import type { PostComment } from '#domain/comment-commands';
import { listedName } from '#domain/screening/banned-name';
import { newId } from '#platform/new-id';
import { Afterwards } from '../commands/afterwards.ts';
import { articleKey } from '../commands/append-events.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { CommandExecutor, type Executed } from '../commands/command-executor.ts';
import { type Settings, SettingsCache } from '../commands/settings-cache.ts';
import { articleStream } from '../commands/stream-ids.ts';
import { GuestForms } from '../forms/guest-forms.ts';
import type { Writer } from '../identity/callers.ts';
import { Sites } from '../sites/sites.ts';
import { BannedNetworks } from '../addresses/banned-networks.ts';
import { type ArrivingText, ArrivingTexts } from './arriving-texts.ts';
import { AuthorFacts } from './author-facts.ts';
import { type Past, findingsIn, nothingAlike } from './findings-in.ts';
import { refuseClosed, refuseUnlessMayWrite } from './may-write.ts';
import { type MeasuredText, measureText } from './measure-text.ts';
import { NamesInUse } from './names-in-use.ts';
import { refuseBlank } from './refuse-blank.ts';
import { RepeatedTexts } from './repeated-texts.ts';

export interface PostedComment {
  readonly commentId: string;
  readonly executed: Executed;
  /** False if another client may have repeated the author's request. */
  readonly isByAuthor: boolean;
}

export class PostCommentCommand extends Command<PostedComment> {
  constructor(
    readonly site: string,
    readonly articleId: string,
    readonly writer: Writer,
    readonly request: PostCommentRequest,
    readonly context: CommandContext & {
      /** Derived from a secret of the guest's client; see guestProof. */
      proof?: string | undefined;
      /** The client's IP address. */
      address: string;
    },
  ) {
    super();
  }
}

/** The comment's text, and its comparison with texts of others. */
interface Sent {
  readonly text: MeasuredText;
  readonly arriving: ArrivingText;
}

const FirstPost = z.object({ commentId: z.string(), proof: z.string().optional() });

/** Gathers the facts about article, author, parent and text that the decider needs. */
@CommandHandler(PostCommentCommand)
export class PostCommentHandler implements ICommandHandler<PostCommentCommand> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly settings: SettingsCache,
    private readonly authors: AuthorFacts,
    private readonly texts: RepeatedTexts,
    private readonly arriving: ArrivingTexts,
    private readonly forms: GuestForms,
    private readonly sites: Sites,
    private readonly names: NamesInUse,
    private readonly networks: BannedNetworks,
    private readonly afterwards: Afterwards,
  ) {}

  async execute(command: PostCommentCommand): Promise<PostedComment> {
    const text = measureText(command.request.body);
    refuseBlank(text.shown);
    const commentId = newId();
    const executed = await this.append(command, text, commentId);
    if (executed.kind === 'replayed') {
      const first = FirstPost.parse(executed.result);
      const { proof } = command.context;
      // With a token, only the author can repeat the key. Without one, another client could use a guest's key.
      const isByAuthor = !command.writer.isNew || (proof !== undefined && proof === first.proof);
      return { commentId: first.commentId, executed, isByAuthor };
    }
    this.rememberName(command, executed);
    await Promise.all([
      this.afterwards.attempt('remembering the text of the comment', () => this.rememberText(command, text)),
      this.afterwards.attempt('storing address and title of the article', () =>
        this.introduceArticle(command, isPublished(executed)),
      ),
    ]);
    return { commentId, executed, isByAuthor: true };
  }

  /** A refused or repeated request must not count as another text. */
  private async append(command: PostCommentCommand, text: MeasuredText, commentId: string): Promise<Executed> {
    const { site, writer, context } = command;
    const { address, idempotency, proof } = context;
    const arriving = this.arriving.of({ site, commentId, text, sender: { ...writer, address } });
    const executing = this.executor.execute(commentDecider, {
      streamId: commentId,
      isNew: true,
      place: () => placeOf(command),
      prepare: (_state, again) => this.prepare(command, commentId, { text, arriving }, again),
      idempotency,
      result: () => ({ commentId, ...(proof !== undefined && { proof }) }),
    });
    return this.arriving.forgetUnlessStored(executing, arriving);
  }

  private async prepare(command: PostCommentCommand, commentId: string, sent: Sent, again: boolean) {
    const { text } = sent;
    const { site, articleId, writer, request } = command;
    const settings = await this.settings.current(site, articleId, writer.isNew ? null : writer.id, again);
    const now = new Date();
    refuseClosed(settings, now);
    refuseUnlessMayWrite(settings, writer, now);
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
      findings: findingsIn({ ...text, language }, settings, writer, await this.past(command, sent, settings, now), now),
      nudged: request.nudged === true,
      inForce: settings.policy,
    };
    return { command: post, guards: settings.guards };
  }

  private async past(
    command: PostCommentCommand,
    { text, arriving }: Sent,
    { policy: { policy } }: Settings,
    now: Date,
  ): Promise<Past> {
    const { site, articleId, writer, request } = command;
    const minutes = policy.repeatedTextMinutes;
    return {
      ...(await this.authors.of(site, writer, policy, now)),
      form: writer.isNew && request.form ? this.forms.facts(request.form, { site, article: articleId }, now) : null,
      listedName: listedName(writer.name, policy, request.language ?? null),
      lookalike: await this.names.lookalike(site, articleId, writer, policy),
      namesThemselves: writer.kind === 'guest',
      bannedNetwork: await this.bannedNetwork(command, policy),
      ...(writer.badge === 'staff' ? nothingAlike : await arriving.alike(policy, now)),
      repeated: minutes > 0 && (await this.texts.wasSent(namesOf(command), text.shown.text, minutes, now)),
    };
  }

  /** A guest with a published comment is not held for sharing a banned network with another author. */
  private async bannedNetwork(
    { site, writer, context }: PostCommentCommand,
    policy: Policy,
  ): Promise<Past['bannedNetwork']> {
    if (writer.kind !== 'guest' || !policy.holdBannedNetworks) return null;
    const kind = await this.networks.banOf(site, context.address);
    return kind !== null && !(await this.authors.hasPublished(site, writer)) ? kind : null;
  }

  private rememberName({ site, articleId, writer }: PostCommentCommand, executed: Executed): void {
    if (executed.kind !== 'appended') return;
    const [posted] = executed.events;
    if (posted?.type === 'CommentPosted' && posted.data.status === 'published') this.names.add(site, articleId, writer);
  }

  private async rememberText(command: PostCommentCommand, { shown }: MeasuredText): Promise<void> {
    const { policy } = await this.settings.policyOf(command.site).then(({ state }) => state);
    if (policy.repeatedTextMinutes === 0) return;
    await this.texts.remember(namesOf(command), shown.text, new Date());
  }

  private async parent({ site, articleId }: PostCommentCommand, parentId: string): Promise<PostComment['parent']> {
    const { state } = await this.executor.load(commentDecider, parentId);
    if (!state || state.siteId !== site || state.articleId !== articleId) throw new Refusal('parent-not-found');
    const { commentId, rootId, depth, status } = state;
    return { commentId, rootId, depth, visible: isVisible(status) };
  }

  /**
   * Stores the article's address and title from the request. Only a published comment supplies them. It does no harm if
   * this fails, because the next published comment supplies them again.
   */
  private async introduceArticle(command: PostCommentCommand, visible: boolean): Promise<void> {
    const { site, articleId, request, writer } = command;
    const { article: known, policy } = await this.settings.current(site, articleId, null, false);
    const { url, title } = (visible && request.article) || {};
    const introduce: IntroduceArticle = {
      type: 'IntroduceArticle',
      articleId,
      origins: this.sites.pageOrigins(site),
      page: url === undefined ? undefined : { url, title },
      dated: policy.policy.closeAfterDays > 0,
    };
    if (articleDecider.decide(introduce, known).length === 0) return;
    const streamId = articleStream(site, articleId);
    const place = {
      siteId: site,
      partitionKey: articleKey(site, articleId),
      actor: { kind: 'system', id: writer.id },
    } as const;
    await this.executor
      .execute(articleDecider, { streamId, place: () => place, prepare: () => ({ command: introduce }) })
      .finally(() => this.settings.forgetStream(streamId));
  }
}

const isPublished = (executed: Executed): boolean =>
  executed.kind === 'appended' &&
  executed.events.some((event) => event.type === 'CommentPosted' && event.data.status === 'published');

/** The keys under which an author's texts are remembered. For a guest without a token, the entered name is one too. */
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
