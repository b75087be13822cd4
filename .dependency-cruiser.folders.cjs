// Folders of these modules form no cycle, so that you can understand a folder without reading those that use it. This
// is a separate cruise because it leaves specs out: files that exist only for specs would close cycles.
const { options } = require('./.dependency-cruiser.cjs');

const layered = 'api|console|operate|projector|relay|standalone|widget';
/** In a library, files above its folders hold what the folders have in common. */
const libraries =
  'client|consumer|contracts|domain|event-store|languages|letters|markdown|messaging|platform|read-models';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'folders-form-no-cycle', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
    {
      // A folder counts as one with its subfolders, so the rule above does not see a cycle between the two.
      name: 'folders-do-not-import-their-parents',
      severity: 'error',
      from: { path: '^(apps/[^/]+/src/?.*)/[^/]+/[^/]+$' },
      to: { path: '^$1/[^/]+$' },
    },
    {
      // Importing a subfolder does not count as importing its parent, so it could hide a cycle.
      name: 'only-their-parent-imports-subfolders',
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
