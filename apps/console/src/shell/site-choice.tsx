import { firstRoute } from '../address/reach.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { shellTexts } from './texts.ts';

/** Which site is worked on, for those who have several. */
export const SiteChoice = () => {
  const { session, site, navigation } = useDesk();
  const { texts } = useTexts(shellTexts);
  const state = session.state.value;
  if (!('session' in state) || state.session.sites.length < 2) return null;
  const { sites } = state.session;
  return (
    <label class="field site-choice">
      <span class="unseen">{texts.site}</span>
      <select
        value={site.value}
        onChange={(event) => navigation.go(firstRoute(state.session, event.currentTarget.value))}
      >
        {sites.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
};
