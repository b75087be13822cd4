import { type TreeComment, ids, isShown } from '../state/comment-tree.ts';
import { type Panel } from '../state/thread-state.ts';
import { type Scene, isOwn, secondsToEdit } from './scene.ts';

/** The buttons below a comment. */
export const Actions = ({ scene, comment }: { scene: Scene; comment: TreeComment }) => {
  const { state, words, act, links } = scene;
  const { id } = comment;
  const panel = state.panel?.id === id ? state.panel.kind : null;
  const own = isOwn(state, comment);
  const toggle = (kind: Panel['kind']): void => (panel === kind ? act('close') : act('open', kind, id));
  const opener = (kind: 'reply' | 'report') =>
    state.live ? (
      <button type="button" id={`${kind}-${id}`} aria-expanded={panel === kind} onClick={() => toggle(kind)}>
        {words.text(kind)}
      </button>
    ) : (
      <a href={links.page({ [kind]: id }, `comment-${id}`)} rel="nofollow">
        {words.text(kind)}
      </a>
    );
  return (
    <div class="actions" part="actions">
      {isShown(comment) && (
        <>
          <Like scene={scene} comment={comment} />
          {state.article?.open && opener('reply')}
          {state.live && (
            <button type="button" id={`share-${id}`} onClick={() => act('share', id)}>
              {words.text('share')}
            </button>
          )}
          {!own && opener('report')}
        </>
      )}
      {own && comment.status !== 'withdrawn' && <Own scene={scene} comment={comment} panel={panel} toggle={toggle} />}
      <Fold scene={scene} comment={comment} />
    </div>
  );
};

/** How many like it, and for members who may, a button. */
const Like = ({ scene: { state, words, act }, comment: { id, likes } }: { scene: Scene; comment: TreeComment }) => {
  const heart = (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d="M8 14 2.3 8.2a3.6 3.6 0 0 1 5.1-5.1l.6.6.6-.6a3.6 3.6 0 0 1 5.1 5.1z" />
    </svg>
  );
  if (state.viewer?.restriction || state.viewer?.author?.kind !== 'member') {
    if (likes === 0) return null;
    return (
      <span class="likes">
        {heart}
        <span class="unseen">{words.counted('likes', likes)}</span>
        <span aria-hidden="true">{words.number(likes)}</span>
      </span>
    );
  }
  const liked = state.viewer.liked.includes(id);
  return (
    <button type="button" class="likes" aria-pressed={liked} onClick={() => act('like', id, !liked)}>
      {heart}
      <span class="unseen">{words.text('like')}</span> {likes > 0 && words.number(likes)}
    </button>
  );
};

const Own = ({
  scene: { state, words },
  comment,
  panel,
  toggle,
}: {
  scene: Scene;
  comment: TreeComment;
  panel: Panel['kind'] | null;
  toggle: (kind: Panel['kind']) => void;
}) => {
  const seconds = secondsToEdit(state, comment);
  return (
    <>
      {seconds > 0 && (
        <button type="button" id={`edit-${comment.id}`} aria-expanded={panel === 'edit'} onClick={() => toggle('edit')}>
          {words.text('edit')} <small>{words.text('editLeft', { time: words.clock(seconds) })}</small>
        </button>
      )}
      <button
        type="button"
        id={`withdraw-${comment.id}`}
        aria-expanded={panel === 'withdraw'}
        onClick={() => toggle('withdraw')}
      >
        {words.text('delete')}
      </button>
    </>
  );
};

const Fold = ({ scene: { state, words, act }, comment: { id, replies } }: { scene: Scene; comment: TreeComment }) => {
  if (!state.live || !replies?.length) return null;
  const folded = state.collapsed.has(id);
  return (
    <button type="button" class="fold" aria-expanded={!folded} onClick={() => act('fold', id)}>
      {folded ? words.counted('showReplies', ids(replies).length) : words.text('hideReplies')}
    </button>
  );
};
