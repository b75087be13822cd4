import { useDesk } from '../desk-context';
import { useTexts } from '../languages/use-texts';
import { shellTexts } from './texts';

/** Which site is worked on, for those who have several. */
export const SiteChoice = () => {
  const { session, site, navigation } = useDesk();
  const { texts } = useTexts(shellTexts);
  const state = session.state.value;
  const sites = 'session' in state ? state.session.sites : [];
  if (sites.length < 2) return null;
  return (
    <label class="field site-choice">
      <span class="unseen">{texts.site}</span>
      <select
        value={site.value}
        onChange={(event) => navigation.go({ page: 'review', site: event.currentTarget.value, queue: 'pending' })}
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
