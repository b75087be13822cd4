import { CommentCount } from './elements/comment-count.ts';
import { CommentThread } from './elements/comment-thread.ts';

// A page may load the script twice: once by itself, once by a plugin.
if (!customElements.get('comment-thread')) {
  customElements.define('comment-thread', CommentThread);
  customElements.define('comment-count', CommentCount);
}
