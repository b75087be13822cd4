import { useTexts } from '../desk/use-texts.ts';
import { toLocalInput } from '../parts/local-time.ts';
import { restrictTexts } from './restrict-texts.ts';
import type { Suspension } from './suspension.ts';

const offered = [1, 3, 7, 14, 30];

interface Props {
  readonly suspension: Suspension;
  readonly change: (suspension: Suspension) => void;
  /** What was typed is not ahead. */
  readonly refused: boolean;
}

/** For how long: some days, or until a chosen moment in the moderator's time zone. */
export const SuspensionField = ({ suspension, change, refused }: Props) => {
  const { texts, words } = useTexts(restrictTexts);
  const tomorrow = toLocalInput(new Date(Date.now() + 86_400_000).toISOString());
  return (
    <>
      <label class="field">
        {texts.until}
        <select
          value={'days' in suspension ? suspension.days : 'moment'}
          onChange={({ currentTarget: { value } }) =>
            change(value === 'moment' ? { typed: tomorrow } : { days: Number(value) })
          }
        >
          {offered.map((days) => (
            <option key={days} value={days}>
              {words.count(texts.days, days)}
            </option>
          ))}
          <option value="moment">{texts.untilMoment}</option>
        </select>
      </label>
      {'typed' in suspension && (
        <MomentField typed={suspension.typed} change={(typed) => change({ typed })} refused={refused} />
      )}
    </>
  );
};

interface MomentProps {
  readonly typed: string;
  readonly change: (typed: string) => void;
  readonly refused: boolean;
}

const MomentField = ({ typed, change, refused }: MomentProps) => {
  const { texts, words } = useTexts(restrictTexts);
  const soonest = toLocalInput(new Date(Date.now() + 60_000).toISOString());
  return (
    <label class="field">
      {texts.moment}
      <input
        type="datetime-local"
        dir="ltr"
        min={soonest}
        value={typed}
        aria-invalid={refused}
        aria-describedby={refused ? 'moment-ahead' : 'moment-zone'}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
      <small id="moment-zone" class="muted">
        {words.fill(texts.zone, { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
      </small>
      {refused && (
        <small id="moment-ahead" class="error" role="alert">
          {texts.notAhead}
        </small>
      )}
    </label>
  );
};
