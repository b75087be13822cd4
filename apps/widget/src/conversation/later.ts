/**
 * Code that the first view does not need: a separate file, loaded after the first page is shown or at the reader's first
 * action.
 */
export { panels } from '../components/panels.ts';
export { drawWith } from '../drawing/jsx-later.ts';
export { laterEn } from '../languages/later-en.ts';
export { linkedHere } from './linked-here.ts';
export { listen } from './listen.ts';
export { like, report, share } from './react.ts';
export { more, reveal } from './read-on.ts';
export { look } from './look.ts';
export { tick } from './tick.ts';
export { goTo, visit } from './visit.ts';
export { takeUp } from './take-up.ts';
export { open } from './open-panel.ts';
export { begin, post, preview, save, withdraw } from './write.ts';
