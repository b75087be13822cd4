import { useTexts } from '../../desk/use-texts.ts';
import type { Pages } from '../../parts/use-pages.ts';
import { ProblemLine } from '../../parts/problem-line.tsx';
import { pagesTexts } from './texts.ts';

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
