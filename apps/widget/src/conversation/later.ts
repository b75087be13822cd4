/** What no first view needs: a file of its own, which is asked for when a first page is shown, or when somebody does something. */
export { listen } from './listen.ts';
export { flag, like, share } from './react.ts';
export { more, reveal } from './read-on.ts';
export { begin, post, preview, save, withdraw } from './write.ts';
