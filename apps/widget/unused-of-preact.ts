/**
 * What Preact looks for and the widget never has: methods of class components, hooks of its options, a promise thrown
 * to wait for something. A minifier that is told so drops what Preact does with them, 4 % of all that is loaded.
 */
export const unusedOfPreact = [
  'componentDidCatch',
  'componentDidMount',
  'componentDidUpdate',
  'componentWillMount',
  'componentWillReceiveProps',
  'componentWillUnmount',
  'componentWillUpdate',
  'contextType',
  'debounceRendering',
  'diffed',
  'getChildContext',
  'getDerivedStateFromError',
  'getDerivedStateFromProps',
  'getSnapshotBeforeUpdate',
  'shouldComponentUpdate',
  'then',
  'unmount',
  'vnode',
] as const;

const read = new RegExp(`\\b\\w+\\.(${unusedOfPreact.join('|')})\\b`, 'g');

/** Preact's source, where none of them is there. */
export const withoutUnused = (source: string): string => source.replace(read, 'undefined');
