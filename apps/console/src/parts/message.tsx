import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** What stands where the work would be: nothing to do, no way in, something wrong. */
export const Message = ({ title, children, action }: Props) => (
  <section class="message">
    <h1>{title}</h1>
    {children && <div class="muted">{children}</div>}
    {action && (
      <button type="button" class="primary" onClick={action.run}>
        {action.label}
      </button>
    )}
  </section>
);
