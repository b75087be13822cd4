import { useTexts } from '../desk/use-texts.ts';
import { partsTexts } from './texts.ts';

/** Something is on its way. */
export const Loading = () => {
  const { texts } = useTexts(partsTexts);
  return (
    <p class="loading" role="status">
      {texts.loading}
    </p>
  );
};
