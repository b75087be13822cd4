import { type ComponentType, Fragment, type VNode, h } from 'preact';

/** What JSX compiles to, a tenth as long as the package's own, which also serves templates that we do not have. */
export const jsx = (type: ComponentType, props: object, key?: string): VNode =>
  h(type, key === undefined ? props : { ...props, key });

export { Fragment, jsx as jsxs };
