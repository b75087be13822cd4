import { useTexts } from '../desk/use-texts.ts';
import { isSkipped, toTyped } from '../parts/local-time.ts';
import { MomentField } from '../parts/moment-field.tsx';
import { restrictTexts } from './restrict-texts.ts';
import type { Suspension } from './suspension.ts';

const offered = [1, 3, 7, 14, 30];

interface Props {
  readonly suspension: Suspension;
  readonly change: (suspension: Suspension) => void;
  /** The typed time is not in the future. */
  readonly refused: boolean;
}

/** For how long: some days, or until a chosen moment in the moderator's time zone. */
export const SuspensionField = ({ suspension, change, refused }: Props) => {
  const { texts, words } = useTexts(restrictTexts);
  const tomorrow = toTyped(new Date(Date.now() + 86_400_000).toISOString());
  const soonest = toTyped(new Date(Date.now() + 60_000).toISOString());
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
        <MomentField
          id="moment"
          label={texts.moment}
          typed={suspension.typed}
          change={(typed) => change({ typed })}
          min={soonest.wall}
          refused={refused && !isSkipped(suspension.typed) ? texts.notAhead : null}
        />
      )}
    </>
  );
};
