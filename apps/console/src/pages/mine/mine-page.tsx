import { useTexts } from '../../languages/use-texts';
import { Message } from '../../parts/message';
import { shellTexts } from '../../shell/texts';
import type { PageProps } from '../page-props';

export const MinePage = ({ route }: PageProps<'mine'>) => {
  const { texts } = useTexts(shellTexts);
  return <Message title={texts.notBuilt}>{route.page}</Message>;
};
