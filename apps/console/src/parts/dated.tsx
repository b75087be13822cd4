import type { ComponentChildren } from 'preact';
import { useDesk } from '../desk/desk-context.ts';

/** Words that name a moment by its day; its title has the exact time, with its zone. */
export const Dated = ({ time, children }: { time: string; children: ComponentChildren }) => {
  const words = useDesk().words.value;
  return (
    <time dateTime={time} title={words.exact(time)}>
      {children}
    </time>
  );
};
