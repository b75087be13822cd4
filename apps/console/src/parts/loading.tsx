import { useTexts } from '../desk/use-texts';
import { partsTexts } from './texts';

/** Something is on its way. */
export const Loading = () => {
  const { texts } = useTexts(partsTexts);
  return (
    <p class="loading" role="status">
      {texts.loading}
    </p>
  );
};
