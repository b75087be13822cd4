import { launchWebKit } from '#test/support/engines/webkit';
import { describeReadersJourney } from '#test/support/engines/readers-journey';

describe('in WebKit', () => {
  describeReadersJourney(launchWebKit);
});
