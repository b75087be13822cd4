import { Link } from '../../parts/link.tsx';
import { restrictTexts } from '../../deciding/restrict-texts.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Ago } from '../../parts/ago.tsx';
import { Dated } from '../../parts/dated.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemMessage } from '../../parts/problem-message.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { usePages } from '../../parts/use-pages.ts';
import { LeftOut } from '../found/left-out.tsx';
import { MoreButton } from '../found/more-button.tsx';
import { FoundLine } from '../search/found-comment.tsx';
import { authorTexts } from './texts.ts';
import { type AuthorMeasure, entriesOf, measuresIn } from './timeline-entries.ts';

/** The author's comments with their decisions, and changes of the author, newest first. */
export const Timeline = ({ site, id }: { site: string; id: string }) => {
  const { siteApi, api } = useDesk();
  const after = api.position.value;
  const about = `${id} ${after ?? ''}`;
  const { texts } = useTexts(authorTexts);
  const pages = usePages((cursor) => siteApi.peek().search({ author: id, cursor, after }), about);
  const history = useAnswer(() => siteApi.peek().authorHistory(id), about);
  const measures = history.value ? measuresIn(history.value) : [];
  const entries = entriesOf(pages.items ?? [], measures, pages.nextCursor === null);
  const problem = pages.problem ?? history.problem;
  const isRead = pages.items !== null && history.value !== null;
  return (
    <section class="box" aria-busy={pages.asking}>
      <div class="panel-head">
        <h2>{texts.timeline}</h2>
        <Link to={{ page: 'search', site, query: { author: id } }} class="small">
          {texts.search}
        </Link>
      </div>
      {!isRead && !problem && <Loading />}
      {!isRead && problem && (
        <ProblemMessage within problem={problem} retry={pages.items ? history.again : pages.again} />
      )}
      {isRead && entries.length === 0 && <p class="muted nothing">{texts.nothing}</p>}
      <ul class="lines">
        {isRead &&
          entries.map((entry) =>
            'measure' in entry ? (
              <MeasureLine key={entry.measure.eventId} measure={entry.measure} />
            ) : (
              <FoundLine key={entry.comment.comment.id} site={site} found={entry.comment} withAuthor={false} />
            ),
          )}
      </ul>
      <MoreButton pages={pages} />
      <LeftOut />
    </section>
  );
};

const MeasureLine = ({ measure: { what, kind, until, reason, carriedOver, at } }: { measure: AuthorMeasure }) => {
  const { texts, words } = useTexts(authorTexts);
  const { kindTags } = useTexts(restrictTexts).texts;
  const tone = what === 'lifted' ? '' : kind === 'trusted' ? 'good' : 'bad';
  return (
    <li class="comment-line measure">
      <p class="line-meta">
        <span class={`tag ${tone}`}>
          {what === 'lifted' ? words.fill(texts.lifted, { kind: kindTags[kind] }) : kindTags[kind]}
        </span>
        {until !== null && (
          <span class="muted">
            <Dated time={until}>{words.fill(texts.until, { date: words.date(until) })}</Dated>
          </span>
        )}
        <span class="muted">
          <Ago time={at} />
        </span>
      </p>
      {reason !== null && <p dir="auto">{reason}</p>}
      {carriedOver && <p>{texts.carriedOver}</p>}
    </li>
  );
};
