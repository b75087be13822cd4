import { useDesk } from '../desk/desk-context.ts';
import { now } from './clock.ts';

/** How long ago something was; the exact time, with its zone, is in its title. Follows the clock by itself. */
export const Ago = ({ time }: { time: string }) => {
  const words = useDesk().words.value;
  return (
    <time dateTime={time} title={words.exact(time)}>
      {words.ago(time, now.value)}
    </time>
  );
};

/** How long something has lasted by now. */
export const Since = ({ time }: { time: string }) => {
  const words = useDesk().words.value;
  return (
    <time dateTime={time} title={words.exact(time)}>
      {words.duration((now.value - Date.parse(time)) / 1000)}
    </time>
  );
};
