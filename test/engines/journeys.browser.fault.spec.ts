import { launchChromium } from '#test/support/engines/chromium';
import { describeDesksJourney } from '#test/support/engines/desks-journey';
import { describeReadersJourney } from '#test/support/engines/readers-journey';

describe('in Chromium', () => {
  describeReadersJourney(launchChromium);
  describeDesksJourney(launchChromium);
});
