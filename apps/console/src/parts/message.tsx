import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: string;
  /** It stands below the page's own heading. */
  readonly within?: boolean;
  readonly children?: ComponentChildren;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** What stands where the work would be: nothing to do, no way in, something wrong. */
export const Message = ({ title, within, children, action }: Props) => (
  <section class="message">
    {within ? <h2>{title}</h2> : <h1>{title}</h1>}
    {children && <div class="muted">{children}</div>}
    {action && (
      <button type="button" class="primary" onClick={action.run}>
        {action.label}
      </button>
    )}
  </section>
);
