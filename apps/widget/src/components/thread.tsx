import { formOf } from '../state/thread-state.ts';
import { Closed } from './closed.tsx';
import { CommentItem } from './comment-item.tsx';
import { Composer } from './composer.tsx';
import { MoreLink } from './more-link.tsx';
import type { Scene } from './scene.ts';
import { SortLinks } from './sort-links.tsx';

/** The comments of an article: how many, a way to add one, and all of them. */
export const Thread = ({ scene }: { scene: Scene }) => {
  const { state, words, theme } = scene;
  const { phase, count, article, announcement } = state;
  return (
    <section
      class="colloquy"
      part="thread"
      data-theme={theme}
      lang={words.language}
      dir={words.direction}
      aria-labelledby="colloquy-heading"
      aria-busy={phase === 'loading'}
    >
      <header class="head">
        <h2 id="colloquy-heading" class="heading" part="heading" tabIndex={-1}>
          {phase === 'ready' ? words.counted('comments', count) : words.text('title')}
        </h2>
        {phase === 'ready' && count > 1 && <SortLinks scene={scene} />}
      </header>
      {article && !article.open ? (
        <Closed scene={scene} article={article} />
      ) : (
        <Composer scene={scene} form="" state={formOf(state, '')} />
      )}
      <Arrived scene={scene} />
      <List scene={scene} />
      <p class={announcement ? 'toast' : 'toast idle'} role="status">
        {announcement && words.text(announcement)}
      </p>
    </section>
  );
};

/** A button that shows new comments, so that the text does not move while the reader reads. */
const Arrived = ({ scene: { state, words, act } }: { scene: Scene }) => {
  // The live event of the reader's own comment can arrive before the answer to the post.
  const isSending = Object.values(state.forms).some(({ sending }) => sending);
  return (
    <div class="arrived" role="status">
      {state.phase === 'ready' && state.arrived.length > 0 && !isSending && (
        <button type="button" class="primary" part="arrived" onClick={() => act('reveal')}>
          {words.counted('arrived', state.arrived.length)}
        </button>
      )}
    </div>
  );
};

const List = ({ scene }: { scene: Scene }) => {
  const { state, words, act } = scene;
  if (state.phase === 'loading') return <p class="loading">{words.text('loading')}</p>;
  if (state.phase === 'failed') {
    return (
      <div class="note" role="alert">
        <p>{words.text('unreachable')}</p>
        <button type="button" onClick={() => act('load')}>
          {words.text('retry')}
        </button>
      </div>
    );
  }
  if (state.comments.length === 0) return state.article?.open ? <p class="empty">{words.text('empty')}</p> : null;
  return (
    <>
      <ol class="list" part="list">
        {state.comments.map((comment) => (
          <CommentItem key={comment.id} scene={scene} comment={comment} parent={null} />
        ))}
      </ol>
      <MoreLink scene={scene} cursor={state.nextCursor} />
    </>
  );
};
