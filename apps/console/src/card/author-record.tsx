import type { AuthorInQueue } from '#contracts/moderation-answers';
import { Link } from '../parts/link.tsx';
import { decidingTexts } from '../deciding/texts.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Ago } from '../parts/ago.tsx';
import { Dated } from '../parts/dated.tsx';
import { figuresOf } from './figures.ts';
import { RestrictionTags } from './restriction-tags.tsx';
import { cardTexts } from './texts.ts';

/** The facts about an author that help to decide on one comment. */
export const AuthorBox = ({ author }: { author: AuthorInQueue }) => {
  const { texts, words } = useTexts(cardTexts);
  const { counts, rejectedShare, restrictions, firstSeen } = author;
  const { published, rejected, flagged } = figuresOf(counts);
  const figures = [
    { name: texts.published, value: published, tone: 'good' },
    { name: texts.rejected, value: rejected, tone: rejected > 0 ? 'bad' : '' },
    { name: texts.reportedAbout, value: flagged, tone: '' },
  ];
  return (
    <div class="record">
      {restrictions.length > 0 && <RestrictionTags restrictions={restrictions} />}
      <dl class="figures">
        {figures.map(({ name, value, tone }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class={tone}>{words.number(value)}</dd>
          </div>
        ))}
      </dl>
      <p class="small muted">
        {firstSeen ? (
          <Dated time={firstSeen}>{words.fill(texts.since, { date: words.day(firstSeen) })}</Dated>
        ) : (
          texts.firstComment
        )}
        {rejectedShare !== null && ` · ${words.fill(texts.ofAll, { share: words.percent(rejectedShare) })}`}
      </p>
      <LastDecisions author={author} />
    </div>
  );
};

const tones = { approve: 'good', reject: 'bad', escalate: 'warn', reopen: '' } as const;

const LastDecisions = ({ author: { lastDecisions } }: { author: AuthorInQueue }) => {
  const { site } = useDesk();
  const { texts } = useTexts(cardTexts);
  const { decided, reasons } = useTexts(decidingTexts).texts;
  return (
    <section>
      <h2 class="muted">{lastDecisions.length > 0 ? texts.lastDecisions : texts.noDecisions}</h2>
      <ol class="last-decisions">
        {lastDecisions.map(({ commentId, decision, reason, at }) => (
          <li key={commentId + at}>
            <Link to={{ page: 'comment', site: site.value, id: commentId }} class={`tag ${tones[decision]}`}>
              {decided[decision]}
            </Link>
            <span class="small">{reason && reasons[reason]}</span>
            <span class="small muted">
              <Ago time={at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
};
