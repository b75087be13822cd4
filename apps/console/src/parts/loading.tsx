import { useTexts } from '../desk/use-texts';
import { shellTexts } from '../shell/texts';

/** Something is on its way. */
export const Loading = () => {
  const { texts } = useTexts(shellTexts);
  return (
    <p class="loading" role="status">
      {texts.loading}
    </p>
  );
};
