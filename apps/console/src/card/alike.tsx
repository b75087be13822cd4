import type { ItemAnswer } from '#contracts/moderation-answers';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { KeyHint, ariaKeys } from '../parts/key-hint.tsx';
import { Link } from '../parts/link.tsx';
import { useCommand } from '../parts/use-command.ts';
import { cardTexts } from './texts.ts';

/** Decided together with those that are like it, or not. */
export interface Together {
  readonly on: boolean;
  readonly toggle: () => void;
}

/** The other comments that are decided with this one where the moderator decides all alike together. */
export function othersAlike({ comment, sameText, wave }: ItemAnswer): string[] {
  const alike = new Set([...(wave?.commentIds ?? []), ...(sameText?.commentIds ?? [])]);
  alike.delete(comment.id);
  return [...alike];
}

/** How many comments are like this one, where they are, and one decision for all of them. */
export const Alike = ({ item, on, toggle }: { item: ItemAnswer } & Together) => {
  const { texts, words } = useTexts(cardTexts);
  const { sameText, wave } = item;
  const others = othersAlike(item).length;
  useCommand('together', others > 0 ? toggle : null);
  if (others === 0) return null;
  return (
    <section class="alike">
      <div>
        {wave ? <Wave item={item} wave={wave} /> : sameText && <p>{words.count(texts.sameText, sameText.count)}</p>}
      </div>
      <button type="button" aria-pressed={on} aria-keyshortcuts={ariaKeys('together')} onClick={toggle}>
        {words.count(texts.together, others === 1 ? 1 : others + 1)}
        <KeyHint command="together" />
      </button>
    </section>
  );
};

/** So many of those that readers see are linked to. */
const mostLinked = 5;

const Wave = ({ item, wave }: { item: ItemAnswer; wave: NonNullable<ItemAnswer['wave']> }) => {
  const { site } = useDesk();
  const { texts, words } = useTexts(cardTexts);
  const seen = wave.commentIds.slice(1, 1 + Math.min(wave.published, mostLinked));
  return (
    <>
      <p>
        {words.count(texts.wave, wave.count, { authors: wave.authors })}{' '}
        {item.queue && wave.count - wave.published > 1 && (
          <Link to={{ page: 'list', site: site.value, queue: item.queue, query: { wave: wave.id } }}>
            {texts.seeWave}
          </Link>
        )}
      </p>
      {wave.published > 0 && (
        <p class="muted small">
          {words.count(texts.waveSeen, wave.published)}{' '}
          {seen.map((id, at) => (
            <Link key={id} to={{ page: 'comment', site: site.value, id }}>
              {words.fill(texts.seenOne, { at: at + 1 })}{' '}
            </Link>
          ))}
        </p>
      )}
    </>
  );
};
