import { useDesk } from '../desk/desk-context.ts';
import { now } from './clock.ts';

/** The time since an event; its title is the exact time with its zone. Updated by the clock. */
export const Ago = ({ time }: { time: string }) => {
  const words = useDesk().words.value;
  return (
    <time dateTime={time} title={words.exact(time)}>
      {words.ago(time, now.value)}
    </time>
  );
};

/** The duration from a time until now. */
export const Since = ({ time }: { time: string }) => {
  const words = useDesk().words.value;
  return (
    <time dateTime={time} title={words.exact(time)}>
      {words.duration((now.value - Date.parse(time)) / 1000)}
    </time>
  );
};
