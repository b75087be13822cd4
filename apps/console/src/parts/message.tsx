import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: string;
  /** True below the page's own heading: the message then has a heading of the next level. */
  readonly within?: boolean;
  readonly children?: ComponentChildren;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** A message in place of the page's content: an empty queue, missing access, a failure. */
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
