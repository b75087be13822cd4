import { launchFirefox } from '#test/support/engines/firefox';
import { describeDesksJourney } from '#test/support/engines/desks-journey';
import { describeReadersJourney } from '#test/support/engines/readers-journey';

describe('in Firefox', () => {
  describeReadersJourney(launchFirefox);
  describeDesksJourney(launchFirefox);
});
