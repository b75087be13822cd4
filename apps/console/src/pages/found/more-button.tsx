import { useTexts } from '../../desk/use-texts';
import type { Pages } from '../../parts/use-pages';
import { ProblemLine } from '../../parts/problem-line';
import { pagesTexts } from './texts';

/** The end of a list that goes on. It keeps its place while more is asked for. */
export const MoreButton = ({ pages }: { pages: Pages<unknown> }) => {
  const { texts } = useTexts(pagesTexts);
  if (pages.nextCursor === null) return null;
  return (
    <div class="more">
      <button type="button" aria-disabled={pages.asking} onClick={pages.more}>
        {pages.asking ? texts.updating : texts.more}
      </button>
      <ProblemLine problem={pages.problem} />
    </div>
  );
};
