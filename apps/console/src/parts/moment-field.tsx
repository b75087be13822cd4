import { momentsOf } from '#contracts/zone-time';
import { useTexts } from '../desk/use-texts.ts';
import { type TypedTime, fromTyped, isSkipped, ownZone } from './local-time.ts';
import { momentTexts } from './moment-texts.ts';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly typed: TypedTime;
  readonly change: (typed: TypedTime) => void;
  /** The earliest that makes sense, as the field has it. */
  readonly min?: string;
  /** A hint below the field. */
  readonly hint?: string;
  /** Why it is not taken. */
  readonly refused?: string | null;
}

/** A moment in the moderator's time zone, which it names. If the clocks go back over it, it asks which one is meant. */
export const MomentField = ({ id, label, typed, change, min, hint, refused = null }: Props) => {
  const { texts, words } = useTexts(momentTexts);
  const error = isSkipped(typed) ? texts.skipped : refused;
  const zone = words.zone(fromTyped(typed) ?? new Date().toISOString(), ownZone());
  return (
    <div class="field">
      <label class="field">
        <span class="small">{label}</span>
        <input
          type="datetime-local"
          dir="ltr"
          value={typed.wall}
          min={min}
          aria-invalid={error !== null}
          aria-describedby={`${id}-zone ${id}-error`}
          onInput={({ currentTarget }) => change({ wall: currentTarget.value, later: false })}
        />
      </label>
      <Either typed={typed} change={change} />
      <small id={`${id}-error`} class="error" role="alert">
        {error}
      </small>
      <small id={`${id}-zone`} class="muted">
        {words.fill(texts.zone, { zone })} {hint}
      </small>
    </div>
  );
};

/** Clocks show it twice. */
const Either = ({ typed, change }: Pick<Props, 'typed' | 'change'>) => {
  const { texts, words } = useTexts(momentTexts);
  const moments = momentsOf(typed.wall, ownZone());
  if (moments.length < 2) return null;
  return (
    <label class="field">
      <span class="small">{texts.twice}</span>
      <select
        value={typed.later ? 1 : 0}
        onChange={({ currentTarget }) => change({ ...typed, later: currentTarget.value === '1' })}
      >
        {moments.map((moment, at) => (
          <option key={moment} value={at}>
            {words.clock(new Date(moment).toISOString())}
          </option>
        ))}
      </select>
    </label>
  );
};
