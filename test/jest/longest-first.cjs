const { default: Sequencer } = require('@jest/test-sequencer');

/** Kinds that wait longest for other processes run first, so that the workers end together. */
const kinds = [/^hostile-.*\.e2e/, /\.browser\./, /\.kafka\./, /\.e2e\./, /\.proxy\./, /\.int\./];

/**
 * Jest sorts files by their last duration. In a fresh clone, it sorts by size, which means little here, so files are
 * sorted by kind instead.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    // oxlint-disable-next-line unicorn/no-array-sort -- not the sort of an array
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
