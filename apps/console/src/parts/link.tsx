import type { ComponentChildren } from 'preact';
import { useDesk } from '../desk/desk-context.ts';
import { type DeskRoute, addressOf } from '../address/route.ts';

interface Props {
  readonly to: DeskRoute;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly id?: string;
  readonly 'aria-current'?: 'page' | undefined;
  readonly 'aria-label'?: string;
}

/** A link within the desk: a real one, so that it opens in another tab as any link does. */
export const Link = ({ to, children, ...rest }: Props) => {
  const { navigation } = useDesk();
  return (
    <a
      {...rest}
      href={addressOf(to)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
        event.preventDefault();
        navigation.go(to);
      }}
    >
      {children}
    </a>
  );
};
