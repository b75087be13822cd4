import type { FoundComment } from '#contracts/search-answers';
import { foundExcerpt } from '../../parts/excerpt.ts';
import { marked } from '../../card/marked.ts';
import { decidingTexts } from '../../deciding/texts.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Ago } from '../../parts/ago.tsx';
import { CommentLine } from '../found/comment-line.tsx';
import { decidedBy } from '../found/decided.ts';
import { pagesTexts } from '../found/texts.ts';

interface Props {
  readonly site: string;
  readonly found: FoundComment;
  readonly withAuthor?: boolean;
}

/** A comment that was found, the words that were asked for marked, and what was decided about it. */
export const FoundLine = ({ site, found, withAuthor = true }: Props) => {
  const { texts, words } = useTexts(pagesTexts);
  const { texts: deciding } = useTexts(decidingTexts);
  const { comment, article, matches, decision } = found;
  const { body } = comment;
  return (
    <CommentLine
      site={site}
      comment={comment}
      article={article}
      withAuthor={withAuthor}
      text={body === null ? texts.noText : <Marked {...foundExcerpt(body, matches)} />}
    >
      {decision && (
        <>
          {decidedBy(decision, deciding, texts, words)} · <Ago time={decision.at} />
        </>
      )}
    </CommentLine>
  );
};

const Marked = ({ text, matches }: ReturnType<typeof foundExcerpt>) => {
  const found = {
    rule: '',
    ruleVersion: 0,
    action: 'note',
    evidence: { ranges: matches.map((one) => [...one]) },
  } as const;
  return (
    <>{marked(text, [found]).map((piece, at) => (piece.marked ? <mark key={at}>{piece.text}</mark> : piece.text))}</>
  );
};
