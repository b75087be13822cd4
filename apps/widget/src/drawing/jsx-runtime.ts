import { type ComponentType, Fragment, type VNode, h } from 'preact';

/** The JSX function: a tenth of the size of the package's own, which also supports templates. */
export const jsx = (type: ComponentType, props: object, key?: string): VNode =>
  h(type, key === undefined ? props : { ...props, key });

export { Fragment, jsx as jsxs };
