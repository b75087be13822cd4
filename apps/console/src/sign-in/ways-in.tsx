import type { DeskSessionAnswer } from '#contracts/desk-session';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { signInTexts } from './texts.ts';

interface Props {
  readonly target?: '_blank';
  /** How this person signed in before; absent if no session is known. */
  readonly cameBy?: DeskSessionAnswer['moderator']['cameBy'];
}

/** Sign-in at the identity provider if one is configured, otherwise by a one-time link, which moderators get from an operator. */
export const WaysIn = ({ target, cameBy }: Props) => {
  const { session } = useDesk();
  const { texts } = useTexts(signInTexts);
  const address = session.signInUrl.value;
  const byAccount = address !== null && cameBy !== 'link';
  return (
    <div class="ways-in">
      {byAccount && (
        <a class="button primary" href={address} target={target}>
          {cameBy === 'account' ? texts.signInAgain : texts.signInAccount}
        </a>
      )}
      {!(byAccount && cameBy === 'account') && (
        <>
          <p>{cameBy === 'link' ? texts.newLink : byAccount ? texts.signInLink : texts.signInLinkOnly}</p>
          <p class="muted small">
            {texts.forOperators}{' '}
            <a href="/docs/commands#colloquy-desk-link" target={target}>
              <code dir="ltr">colloquy desk-link</code>
            </a>
          </p>
        </>
      )}
    </div>
  );
};
