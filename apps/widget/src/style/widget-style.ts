import base from './base.css?inline';
import comment from './comment.css?inline';
import form from './form.css?inline';
import narrow from './narrow.css?inline';
import thread from './thread.css?inline';

/** All styles, in the order that the cascade needs. */
export const widgetStyle = base + form + comment + thread + narrow;
