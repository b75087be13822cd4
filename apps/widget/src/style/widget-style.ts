import base from './base.css?inline';
import comment from './comment.css?inline';
import form from './form.css?inline';
import narrow from './narrow.css?inline';
import thread from './thread.css?inline';

/** How everything looks, in the order in which the rules must stand. */
export const widgetStyle = base + form + comment + thread + narrow;
