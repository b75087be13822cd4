import { FateLine } from '../../card/fate-line.tsx';
import { marked } from '../../card/marked.ts';
import { whyHere } from '../../card/why.ts';
import { whyTexts } from '../../card/why-texts.ts';
import { decidingTexts } from '../../deciding/texts.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Link } from '../../parts/link.tsx';
import { Since } from '../../parts/ago.tsx';
import type { Row } from './rows.ts';
import { listTexts } from './texts.ts';

interface Props {
  readonly row: Row;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  readonly select: (id: string) => void;
  readonly point: (id: string) => void;
}

export const rowId = (commentId: string): string => `row-${commentId}`;

/** One of hundreds. It reads signals, so it is drawn again only when a signal or something it is given changed. */
export const RowOf = ({ row, isCursor, isSelected, select, point }: Props) => {
  const { texts, words } = useTexts(listTexts);
  const { site } = useDesk();
  const { item, ending } = row;
  const { comment } = item;
  const name = comment.author?.name ?? '';
  const article = item.article.title ?? item.article.articleId;
  return (
    <li
      id={rowId(comment.id)}
      class={`row${isCursor ? ' cursor' : ''}${isSelected ? ' chosen' : ''}${ending ? ' ended' : ''}`}
      aria-current={isCursor}
      onClick={() => point(comment.id)}
    >
      <label class="row-check" onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          checked={isSelected}
          disabled={ending !== null}
          tabIndex={-1}
          aria-label={words.fill(texts.selectOne, { name })}
          onChange={() => select(comment.id)}
        />
      </label>
      <div class="row-words">
        <p class="row-head small">
          <bdi class="row-name" title={name}>
            {name}
          </bdi>
          {item.wave && item.queue && (
            <Link to={{ page: 'list', site: site.value, queue: item.queue, query: { wave: item.wave.id } }}>
              {words.count(texts.alike, item.wave.count)}
            </Link>
          )}
          <bdi class="muted row-article" title={article}>
            {article}
          </bdi>
        </p>
        <p class="row-text" dir="auto">
          {marked(comment.body ?? '', item.findings).map((piece, at) =>
            piece.marked ? <mark key={at}>{piece.text}</mark> : piece.text,
          )}
        </p>
      </div>
      <RowEnd row={row} />
    </li>
  );
};

const RowEnd = ({ row: { item, ending } }: { row: Row }) => {
  const { site } = useDesk();
  const { words } = useTexts(listTexts);
  const why = useTexts(whyTexts).texts;
  const { decided } = useTexts(decidingTexts).texts;
  if (ending?.kind === 'mine') {
    const tone = { approve: 'good', reject: 'bad', escalate: 'warn', reopen: '' }[ending.decision];
    return (
      <div class="row-end">
        <span class={`tag ${tone}`}>{decided[ending.decision]}</span>
      </div>
    );
  }
  if (ending) {
    return (
      <div class="row-end theirs small">
        <FateLine fate={ending.fate} />
      </div>
    );
  }
  const [reason] = whyHere(item, why, words);
  return (
    <div class="row-end small muted">
      {item.waitingSince && (
        <Link to={{ page: 'comment', site: site.value, id: item.comment.id }}>
          <Since time={item.waitingSince} />
        </Link>
      )}
      <span class="row-why" title={reason}>
        {reason}
      </span>
    </div>
  );
};
