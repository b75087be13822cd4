import type { ItemAnswer } from '#contracts/moderation-answers';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Link } from '../parts/link.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useCommand } from '../parts/use-command.ts';
import { useTexts } from '../desk/use-texts.ts';
import { KeyHint, ariaKeys } from '../parts/key-hint.tsx';
import { Since } from '../parts/ago.tsx';
import { ArticleTitle } from '../parts/article-title.tsx';
import { Alike, type Together } from './alike.tsx';
import { AuthorBox } from './author-record.tsx';
import { Byline } from './byline.tsx';
import { CommentText } from './comment-text.tsx';
import { Conversation } from './conversation.tsx';
import { Edits } from './edits.tsx';
import { Quoted } from './quoted.tsx';
import { Reports } from './reports.tsx';
import { StatusTags } from './status-tags.tsx';
import { cardTexts } from './texts.ts';
import { whyHere } from './why.ts';
import { whyTexts } from './why-texts.ts';

interface Props {
  readonly item: ItemAnswer;
  /** Shows a colleague's decision or a change of the comment, above everything else on the card. */
  readonly banner?: ComponentChildren;
  /** Null where that is not offered. */
  readonly together: Together | null;
}

/** Everything that is needed to decide one comment. */
export const CardOf = ({ item, banner, together }: Props) => {
  const { texts } = useTexts(cardTexts);
  const { comment, parent, author, findings, edits, review } = item;
  const [conversation, setConversation] = useState(false);
  // An edit after an approval or a report is the reason for the review: show both texts at once.
  const [showsEdits, setShowsEdits] = useState(edits > 0 && (review !== null || comment.status === 'withdrawn'));
  useCommand('conversation', () => setConversation((shown) => !shown));
  useCommand('edits', edits > 0 ? () => setShowsEdits((shown) => !shown) : null);
  return (
    <div class="card-and-record">
      <article class="card" aria-labelledby={`by-${comment.id}`}>
        {banner}
        <ArticleLine item={item} />
        {parent && !conversation && <Quoted comment={parent} />}
        <div id={`by-${comment.id}`}>
          <Byline comment={comment} />
          {comment.status === 'withdrawn' && <StatusTags item={item} />}
        </div>
        <CommentText body={comment.body ?? ''} findings={findings} />
        <Closer
          item={item}
          conversation={conversation}
          setConversation={setConversation}
          showsEdits={showsEdits}
          setShowsEdits={setShowsEdits}
        />
        {showsEdits && <Edits comment={comment} />}
        {conversation && <Conversation comment={comment} />}
        <WhyHere item={item} />
        <Reports flags={item.flags} />
        {together && <Alike item={item} {...together} />}
      </article>
      <aside class="record-panel" aria-label={texts.author}>
        {author && <AuthorBox author={author} />}
      </aside>
    </div>
  );
};

const ArticleLine = ({ item: { article, waitingSince } }: Pick<Props, 'item'>) => {
  const { site } = useDesk();
  const { texts, words } = useTexts(cardTexts);
  const [before = '', after = ''] = words.fill(texts.waiting, { time: '\n' }).split('\n');
  return (
    <p class="article-line">
      <Link to={{ page: 'article', site: site.value, id: article.articleId }}>
        <ArticleTitle article={article} />
      </Link>
      {waitingSince && (
        <span class="muted small">
          {before}
          <Since time={waitingSince} />
          {after}
        </span>
      )}
    </p>
  );
};

interface CloserProps extends Pick<Props, 'item'> {
  readonly conversation: boolean;
  readonly showsEdits: boolean;
  readonly setConversation: (shown: boolean) => void;
  readonly setShowsEdits: (shown: boolean) => void;
}

const Closer = ({ item, conversation, showsEdits, setConversation, setShowsEdits }: CloserProps) => {
  const { site } = useDesk();
  const { texts, words } = useTexts(cardTexts);
  const { edits, comment } = item;
  return (
    <p class="closer">
      <button
        type="button"
        class="link"
        aria-expanded={conversation}
        aria-keyshortcuts={ariaKeys('conversation')}
        onClick={() => setConversation(!conversation)}
      >
        {texts.conversation}
        {comment.replyCount > 0 && ` · ${words.count(texts.replies, comment.replyCount)}`}
      </button>
      <KeyHint command="conversation" />
      {edits > 0 && (
        <>
          <button
            type="button"
            class="link"
            aria-expanded={showsEdits}
            aria-keyshortcuts={ariaKeys('edits')}
            onClick={() => setShowsEdits(!showsEdits)}
          >
            {words.count(texts.edits, edits)}
          </button>
          <KeyHint command="edits" />
        </>
      )}
      <Link to={{ page: 'comment', site: site.value, id: comment.id }}>{texts.history}</Link>
    </p>
  );
};

const WhyHere = ({ item }: Pick<Props, 'item'>) => {
  const { texts, words } = useTexts(cardTexts);
  const sentences = whyHere(item, useTexts(whyTexts).texts, words);
  if (sentences.length === 0) return null;
  return (
    <section class="why">
      <h2 class="muted">{texts.whyHere}</h2>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence} class="named">
            {sentence}
          </li>
        ))}
      </ul>
    </section>
  );
};
