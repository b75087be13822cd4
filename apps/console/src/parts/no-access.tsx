import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { partsTexts } from './texts.ts';
import { Message } from './message.tsx';

/** Something of another site or queue than this moderator was given, and the way back to theirs. */
export const NoAccess = ({ within = false }: { within?: boolean }) => {
  const desk = useDesk();
  const { texts } = useTexts(partsTexts);
  const first = desk.first.value;
  const action = { label: texts.toStart, run: () => desk.navigation.go(first) };
  return (
    <Message within={within} title={texts.forbidden} {...(!within && desk.reaches(first) && { action })}>
      {texts.forbiddenWhy}
    </Message>
  );
};
