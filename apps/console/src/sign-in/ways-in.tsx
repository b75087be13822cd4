import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { signInTexts } from './texts.ts';

/** How one signs in here: at the identity provider where there is one, by a one-time link otherwise. */
export const WaysIn = ({ target }: { target?: '_blank' }) => {
  const { session } = useDesk();
  const { texts } = useTexts(signInTexts);
  const address = session.signInUrl.value;
  return (
    <div class="ways-in">
      {address !== null && (
        <a class="button primary" href={address} target={target}>
          {texts.signInAccount}
        </a>
      )}
      <p>{address === null ? texts.signInLinkOnly : texts.signInLink}</p>
      <p>
        <code dir="ltr">npm run desk-link</code>
      </p>
    </div>
  );
};
