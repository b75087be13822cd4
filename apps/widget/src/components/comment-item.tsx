import { type TreeComment, isShown, isTombstone } from '../state/comment-tree.ts';
import { formOf, lostForm } from '../state/thread-state.ts';
import { Actions } from './actions.tsx';
import { Composer } from './composer.tsx';
import { MoreLink } from './more-link.tsx';
import { rendered } from './rendered.ts';
import { type Scene, instead, isOwn } from './scene.ts';
import { Unsent } from './unsent.tsx';

interface Props {
  readonly scene: Scene;
  readonly comment: TreeComment;
  readonly parent: TreeComment | null;
}

/** Deeper replies are not indented further, and name the author they answer. */
const deepestIndent = 4;

/** A comment and everything below it. */
export const CommentItem = ({ scene, comment, parent }: Props) => {
  const { state } = scene;
  const replies = comment.replies ?? [];
  const folded = state.collapsed.has(comment.id);
  return (
    <li class="item">
      {isTombstone(comment) ? (
        <Tombstone scene={scene} comment={comment} />
      ) : (
        <Card scene={scene} comment={comment} parent={parent} />
      )}
      {!folded && replies.length > 0 && (
        <ol class={comment.depth < deepestIndent ? 'replies' : 'replies flat'}>
          {replies.map((reply) => (
            <CommentItem key={reply.id} scene={scene} comment={reply} parent={comment} />
          ))}
        </ol>
      )}
      {!folded && <MoreLink scene={scene} cursor={comment.nextReplies} rootId={comment.id} />}
    </li>
  );
};

const Card = ({ scene, comment, parent }: Props) => {
  const { state, words, links, panels } = scene;
  const { id, author, depth, html, body } = comment;
  const panel = state.panel?.id === id ? state.panel.kind : null;
  return (
    <article
      id={`comment-${id}`}
      class={`comment${state.target === id ? ' target' : ''}${isOwn(state, comment) ? ' own' : ''}`}
      part="comment"
      tabIndex={-1}
      aria-labelledby={`by-${id}`}
    >
      {author && <Avatar src={links.avatar(author.avatarUrl)} />}
      <Byline scene={scene} comment={comment} />
      {depth > deepestIndent && parent?.author && (
        <a class="answers" href={`#comment-${parent.id}`} onClick={instead(() => scene.act('visit', parent.id))}>
          {words.text('inReplyTo', { name: parent.author.name })}
        </a>
      )}
      {!isShown(comment) && <Standing scene={scene} comment={comment} />}
      {panel === 'edit' && panels ? (
        <panels.EditForm scene={scene} comment={comment} />
      ) : (
        <div class="body" part="body" dir="auto" {...rendered(html ?? '', body ?? '')} />
      )}
      <Actions scene={scene} comment={comment} />
      {panel === 'report' && panels && <panels.ReportForm scene={scene} id={id} />}
      {panel === 'withdraw' && panels && <panels.WithdrawForm scene={scene} id={id} />}
      {panel === 'reply' && <Composer scene={scene} form={id} to={author?.name ?? ''} state={formOf(state, id)} />}
    </article>
  );
};

const Avatar = ({ src }: { src: string }) => (
  <img class="avatar" part="avatar" src={src} alt="" width={36} height={36} loading="lazy" />
);

/** Why only its author sees the comment, with the moderator's message. */
const Standing = ({ scene: { state, words }, comment: { id } }: { scene: Scene; comment: TreeComment }) => {
  const decided = state.viewer?.decided.find(({ comment }) => comment.id === id);
  return (
    <div class="held">
      {decided ? words.text('rejected', { reason: words.because(decided.reason) }) : words.text('onlyYou')}
      {decided?.message && (
        <p class="message" dir="auto">
          {decided.message}
        </p>
      )}
    </div>
  );
};

const Byline = ({ scene: { state, words, links, act, timeZone }, comment }: { scene: Scene; comment: TreeComment }) => {
  const { id, author, createdAt, editedAt } = comment;
  return (
    <p class="byline">
      <span id={`by-${id}`}>
        <bdi class="name" part="name">
          {author?.name}
        </bdi>
        {[author?.badge, isOwn(state, comment) && 'you'].map(
          (badge) =>
            badge && (
              <span class={`badge ${badge}`} part="badge">
                {words.badge(badge)}
              </span>
            ),
        )}{' '}
        <a class="when" href={links.comment(id)} onClick={instead(() => act('visit', id))}>
          <time dateTime={createdAt} title={words.date(createdAt, timeZone)}>
            {words.ago(createdAt, state.now, timeZone)}
          </time>
        </a>
      </span>
      {editedAt && (
        <time class="edited" dateTime={editedAt} title={words.date(editedAt, timeZone)}>
          {words.text('edited')}
        </time>
      )}
    </p>
  );
};

/** The reader's unsent reply to a deleted comment stays visible. */
const Tombstone = ({ scene: { state, words }, comment: { id, status } }: { scene: Scene; comment: TreeComment }) => {
  const { body } = formOf(state, lostForm(id));
  return (
    <article id={`comment-${id}`} class="comment gone" part="tombstone" tabIndex={-1}>
      {words.text(status === 'withdrawn' || status === 'erased' ? status : 'removed')}
      {body && <Unsent words={words} text={body} />}
    </article>
  );
};
