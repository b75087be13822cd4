import { useTexts } from '../../desk/use-texts.ts';
import { Choice } from '../found/choice.tsx';
import { SearchField } from '../found/search-field.tsx';
import { pagesTexts } from '../found/texts.ts';
import { articlesTexts } from './texts.ts';

interface Props {
  readonly q: string;
  readonly open: string;
  readonly filter: (changes: Readonly<Record<string, string>>) => void;
}

/** Which articles are shown. */
export const ArticleFilters = ({ q, open, filter }: Props) => {
  const { texts } = useTexts(articlesTexts);
  const { texts: common } = useTexts(pagesTexts);
  return (
    <div class="filters" role="search">
      <SearchField label={texts.search} hint={texts.searchHint} value={q} change={(value) => filter({ q: value })} />
      <Choice
        label={texts.state}
        value={open === 'true' || open === 'false' ? open : ''}
        none={common.all}
        options={[
          { value: 'true', label: texts.open },
          { value: 'false', label: texts.closed },
        ]}
        choose={(value) => filter({ open: value })}
      />
    </div>
  );
};
