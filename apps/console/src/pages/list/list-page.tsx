import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks';
import type { ReportReason } from '#contracts/vocabulary';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemMessage } from '../../parts/problem-message.tsx';
import { useTitle } from '../../parts/use-title.ts';
import type { ListFilters } from '../../service/site-api.ts';
import type { PageProps } from '../../address/page-props.ts';
import { EmptyQueue } from '../review/empty-queue.tsx';
import { QueueHead } from '../review/queue-head.tsx';
import { reviewTexts } from '../review/texts.ts';
import { ListActions } from './list-actions.tsx';
import { Listing } from './listing.ts';
import { NewOnes } from './new-ones.tsx';
import { RowOf, rowId } from './row-of.tsx';
import { putCursor, toggle } from './rows.ts';
import { listTexts } from './texts.ts';

/** A queue as a list: for looking over many, and deciding them together. */
export const ListPage = ({ route: { queue, query } }: PageProps<'list'>) => {
  const { siteApi, live, savedMessages } = useDesk();
  const { texts } = useTexts(reviewTexts);
  const listing = useMemo(() => new Listing(siteApi.peek(), queue, filtersOf(query)), [siteApi, queue, query]);
  useTitle(texts.title[queue]);
  useEffect(() => {
    void listing.more();
    void savedMessages.peek().load();
    return live.listen({ item: (item) => listing.hear(item) });
  }, [listing, live, savedMessages]);
  const { rows, arrived } = listing.rows.value;
  const phase = listing.phase.value;
  return (
    <div class="list">
      <QueueHead queue={queue} />
      <NewOnes count={arrived.size} show={() => void listing.refresh()} />
      {rows.length > 0 ? (
        <List listing={listing} />
      ) : phase.kind === 'loading' ? (
        <Loading />
      ) : phase.kind === 'failed' ? (
        <ProblemMessage within problem={phase.problem} retry={() => void listing.more()} />
      ) : (
        <EmptyQueue queue={queue} />
      )}
      {rows.length > 0 && <ListActions listing={listing} />}
    </div>
  );
};

const List = ({ listing }: { listing: Listing }) => {
  const { texts } = useTexts(listTexts);
  const { rows, cursor, selected, nextPage } = listing.rows.value;
  const select = useCallback((id: string) => listing.change((state) => toggle(state, id)), [listing]);
  const point = useCallback((id: string) => listing.change((state) => putCursor(state, id)), [listing]);
  useEffect(() => {
    if (cursor) document.getElementById(rowId(cursor))?.scrollIntoView({ block: 'nearest' });
    const at = rows.findIndex(({ item }) => item.comment.id === cursor);
    if (at > rows.length - 20) void listing.more();
  }, [cursor, rows, listing]);
  return (
    <>
      <ol class="rows" aria-label={texts.list}>
        {rows.map((row) => (
          <RowOf
            key={row.item.comment.id}
            row={row}
            isCursor={row.item.comment.id === cursor}
            isSelected={selected.has(row.item.comment.id)}
            select={select}
            point={point}
          />
        ))}
      </ol>
      {nextPage === null ? <p class="rows-end small muted">{texts.end}</p> : <Further listing={listing} />}
    </>
  );
};

/** The next page is fetched before the end of this one is seen. */
const Further = ({ listing }: { listing: Listing }) => {
  const element = useRef<HTMLParagraphElement>(null);
  const { nextPage } = listing.rows.value;
  // A new observer for each page: one that already saw the end in view does not report it again
  // before.
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && void listing.more(), {
      rootMargin: '1500px',
    });
    if (element.current) watch.observe(element.current);
    return () => watch.disconnect();
  }, [listing, nextPage]);
  return (
    <p ref={element} class="rows-end">
      <Loading />
    </p>
  );
};

const filtersOf = (query: Readonly<Record<string, string>> | undefined): ListFilters => ({
  ...(query?.['article'] && { article: query['article'] }),
  ...(query?.['author'] && { author: query['author'] }),
  ...(query?.['wave'] && { wave: query['wave'] }),
  // oxlint-disable-next-line typescript/consistent-type-assertions -- an address has no type before the service has validated it
  ...(query?.['reason'] && { reason: query['reason'] as ReportReason }),
});
