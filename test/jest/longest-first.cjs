const { default: Sequencer } = require('@jest/test-sequencer');

/** What waits longest for others comes first, so that the workers end together. */
const kinds = [/^hostile-.*\.e2e/, /\.browser\./, /\.kafka\./, /\.e2e\./, /\.proxy\./, /\.int\./];

/**
 * Jest knows how long each file took, where it ran before. In a fresh clone it goes by size, which says nothing here:
 * there it goes by kind.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    // oxlint-disable-next-line unicorn/no-array-sort -- these are no array's
    const sorted = super.sort(tests);
    return sorted.every(({ duration }) => duration === undefined) ? sorted.toSorted(byKind) : sorted;
  }
};

const byKind = (one, other) => rankOf(one) - rankOf(other);

function rankOf({ path }) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const rank = kinds.findIndex((kind) => kind.test(name));
  return rank === -1 ? kinds.length : rank;
}
