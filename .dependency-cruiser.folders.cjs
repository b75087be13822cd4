// Folders inside these rooms form no circle: to understand one, nobody has to know those that use it. A cruise of its
// own, without the specs: what stands beside a folder's files for a spec alone would close a circle.
const { options } = require('./.dependency-cruiser.cjs');

const layered = 'api|console|operate|projector|relay|standalone|widget';
/** In a library what stands above its folders is what they share. */
const libraries =
  'client|consumer|contracts|domain|event-store|languages|letters|markdown|messaging|platform|read-models';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'folders-form-no-circle', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
    {
      // A folder is counted with what is in it, so that the rule above sees no circle of the two.
      name: 'folders-know-nothing-of-those-they-are-in',
      severity: 'error',
      from: { path: '^(apps/[^/]+/src/?.*)/[^/]+/[^/]+$' },
      to: { path: '^$1/[^/]+$' },
    },
    {
      // … and whoever knows an inner folder is not counted as knowing the outer one.
      name: 'inner-folders-are-known-where-they-are',
      severity: 'error',
      from: { path: '^(apps/[^/]+/src/[^/]+)/' },
      to: { path: '^apps/[^/]+/src/[^/]+/[^/]+/', pathNot: '^$1/' },
    },
  ],
  options: {
    ...options,
    includeOnly: `^(?:apps/(?:${layered})|libs/(?:${libraries}))/src/`,
    exclude: { path: '\\.spec\\.tsx?$' },
  },
};
