import { useState } from 'preact/hooks';
import type { QueryOf } from '#contracts/routes';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemMessage } from '../../parts/problem-message.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { useTitle } from '../../parts/use-title.ts';
import { LeftOut } from '../found/left-out.tsx';
import { MoreButton } from '../found/more-button.tsx';
import { DaysIn } from '../found/days-in.tsx';
import { filtersIn, useQuery } from '../found/use-query.ts';
import type { PageProps } from '../../address/page-props.ts';
import { FoundLine } from './found-comment.tsx';
import { SearchFilters } from './search-filters.tsx';
import { searchTexts } from './texts.ts';
import '../../look/pages.css';

type Asked = QueryOf<'GET /v1/sites/:site/moderation/search'>;
const names = ['q', 'author', 'article', 'status', 'rule', 'reason', 'from', 'to'] as const satisfies (keyof Asked)[];

/** Finds any comment of the site, whatever became of it. */
export const SearchPage = ({ route: { site } }: PageProps<'search'>) => {
  const { siteApi } = useDesk();
  const { texts } = useTexts(searchTexts);
  const [query, change] = useQuery();
  useTitle(texts.title);
  const wanted = filtersIn<Asked>(query, names);
  const [timeZone, setTimeZone] = useState<string | null>(null);
  const pages = usePages(async (cursor) => {
    const answer = await siteApi.peek().search({ ...wanted, cursor });
    if (answer.ok) setTimeZone(answer.value.timeZone);
    return answer;
  }, JSON.stringify(wanted));
  const isNarrowed = names.some((name) => query[name]);
  return (
    <div class="page">
      <header class="page-head">
        <h1>{texts.title}</h1>
        <button
          type="button"
          class="quiet"
          aria-disabled={!isNarrowed}
          onClick={() => change(Object.fromEntries(names.map((name) => [name, ''])))}
        >
          {texts.clear}
        </button>
      </header>
      <SearchFilters filters={query} change={change} />
      {timeZone !== null && <DaysIn timeZone={timeZone} />}
      <Narrowed filters={query} change={change} />
      {pages.items === null &&
        (pages.problem ? <ProblemMessage within problem={pages.problem} retry={pages.again} /> : <Loading />)}
      {pages.items !== null && (
        <section class="box" aria-busy={pages.asking}>
          <Counted pages={pages} />
          <ul class="lines">
            {pages.items.map((found) => (
              <FoundLine key={found.comment.id} site={site} found={found} />
            ))}
          </ul>
          <MoreButton pages={pages} />
          <LeftOut />
        </section>
      )}
    </div>
  );
};

interface CountedProps {
  readonly pages: { readonly items: readonly unknown[] | null; readonly nextCursor: string | null };
}

const Counted = ({ pages: { items, nextCursor } }: CountedProps) => {
  const { texts, words } = useTexts(searchTexts);
  const count = items?.length ?? 0;
  return (
    <p class="muted small" role="status">
      {count === 0
        ? texts.nothing
        : nextCursor === null
          ? words.count(texts.found, count)
          : words.fill(texts.foundMore, { count })}
    </p>
  );
};

interface NarrowedProps {
  readonly filters: Readonly<Record<string, string>>;
  readonly change: (changes: Readonly<Record<string, string>>) => void;
}

/** The filters that come with a link and have no field of their own. */
const Narrowed = ({ filters, change }: NarrowedProps) => {
  const { texts, words } = useTexts(searchTexts);
  const shown = (['author', 'article'] as const).filter((name) => filters[name]);
  if (shown.length === 0) return null;
  const labels = { author: texts.ofAuthor, article: texts.ofArticle };
  return (
    <ul class="chips">
      {shown.map((name) => (
        <li key={name}>
          <button
            type="button"
            aria-label={words.fill(texts.drop, { name: labels[name] })}
            onClick={() => change({ [name]: '' })}
          >
            {labels[name]} {name === 'article' && <bdi class="muted">{filters[name]}</bdi>}
            <span aria-hidden="true">✕</span>
          </button>
        </li>
      ))}
    </ul>
  );
};
