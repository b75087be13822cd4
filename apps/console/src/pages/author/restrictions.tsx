import type { AuthorAnswer } from '#contracts/person-answers';
import { requestTo } from '#client/request';
import type { RestrictionKind } from '#contracts/vocabulary';
import { restrictTexts } from '../../deciding/restrict-texts.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Dated } from '../../parts/dated.tsx';
import { ProblemLine } from '../../parts/problem-line.tsx';
import { useChange } from '../../parts/use-change.ts';
import { authorTexts } from './texts.ts';

/** Restrictions in force, with their reason and end, and a button to lift each. */
export const Restrictions = ({ author }: { author: AuthorAnswer }) => {
  const { toasts, site } = useDesk();
  const { texts, words } = useTexts(authorTexts);
  const { kindTags } = useTexts(restrictTexts).texts;
  const change = useChange();
  const lift = async (kind: RestrictionKind): Promise<void> => {
    if (change.sending) return;
    const answer = await change.send(
      requestTo('DELETE /v1/sites/:site/authors/:id/restrictions/:kind', {
        params: { site: site.peek(), id: author.id, kind },
      }),
    );
    if (answer.ok) toasts.show({ text: words.fill(texts.lifted, { kind: kindTags[kind] }), tone: 'good' });
  };
  return (
    <section class="box">
      <h2>{texts.restrictions}</h2>
      {author.restrictions.length === 0 && <p class="muted small">{texts.noRestrictions}</p>}
      <ul class="restrictions">
        {author.restrictions.map((restriction) => (
          <InForce
            key={restriction.kind}
            restriction={restriction}
            isBusy={change.sending}
            lift={() => void lift(restriction.kind)}
          />
        ))}
      </ul>
      <ProblemLine problem={change.problem} />
    </section>
  );
};

interface InForceProps {
  readonly restriction: AuthorAnswer['restrictions'][number];
  readonly isBusy: boolean;
  readonly lift: () => void;
}

const InForce = ({ restriction: { kind, until, reason, since, carriedOver }, isBusy, lift }: InForceProps) => {
  const { texts, words } = useTexts(authorTexts);
  const { kindTags } = useTexts(restrictTexts).texts;
  return (
    <li>
      <div>
        <p class="line-meta">
          <span class={`tag ${kind === 'trusted' ? 'good' : 'bad'}`}>{kindTags[kind]}</span>
          <span class="muted">
            <Dated time={since}>{words.fill(texts.restrictedSince, { date: words.day(since) })}</Dated>
            {', '}
            {until ? <Dated time={until}>{words.fill(texts.until, { date: words.date(until) })}</Dated> : texts.forGood}
          </span>
        </p>
        {reason && <p dir="auto">{reason}</p>}
        {carriedOver && <p>{texts.carriedOver}</p>}
      </div>
      <button
        type="button"
        aria-label={words.fill(texts.liftNamed, { kind: kindTags[kind] })}
        aria-disabled={isBusy}
        onClick={lift}
      >
        {texts.lift}
      </button>
    </li>
  );
};
