import { useTexts } from '../../languages/use-texts';
import { Message } from '../../parts/message';
import { shellTexts } from '../../shell/texts';
import type { PageProps } from '../page-props';

export const ListPage = ({ route }: PageProps<'list'>) => {
  const { texts } = useTexts(shellTexts);
  return <Message title={texts.notBuilt}>{route.page}</Message>;
};
