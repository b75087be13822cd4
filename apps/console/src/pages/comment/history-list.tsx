import { whyHere } from '../../card/why.ts';
import { whyTexts } from '../../card/why-texts.ts';
import { decidingTexts } from '../../deciding/texts.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Ago } from '../../parts/ago.tsx';
import type { History } from '../../service/site-api.ts';
import { historyInWords } from './history-in-words.ts';
import { commentTexts } from './texts.ts';

/** Everything that happened to a comment, the oldest first. */
export const HistoryList = ({ history, likes }: { history: History; likes: number }) => {
  const { texts, words } = useTexts(commentTexts);
  const { texts: deciding } = useTexts(decidingTexts);
  const { texts: whySaid } = useTexts(whyTexts);
  const told = historyInWords(history, {
    texts,
    deciding,
    words,
    why: (findings) => whyHere({ findings: [...findings], flags: [], queue: null }, whySaid, words),
  });
  return (
    <>
      <ol class="history">
        {told.map(({ eventId, at, sentence, tone, note, message }) => (
          <li key={eventId} class={tone}>
            <p class="named">
              {sentence}{' '}
              <span class="muted small">
                <Ago time={at} />
              </span>
            </p>
            {note !== null && <Quote label={texts.note} text={note} />}
            {message !== null && <Quote label={texts.toAuthor} text={message} />}
          </li>
        ))}
      </ol>
      {likes > 0 && <p class="muted small">{words.count(texts.likes, likes)}</p>}
    </>
  );
};

const Quote = ({ label, text }: { label: string; text: string }) => (
  <blockquote class="quote">
    <span class="muted small">{label}</span>
    <p dir="auto">{text}</p>
  </blockquote>
);
