import { render } from 'preact';
import './look/tokens.css';
import './look/base.css';
import './look/controls.css';
import './look/dialog.css';
import './shell/shell.css';
import './shell/narrow.css';
import './card/card.css';
import './deciding/deciding.css';
import './pages/review/review.css';
import './pages/list/list.css';
import './pages/mine/mine.css';
import { App } from './app';
import { Desk } from './desk/desk';
import { InDesk } from './desk/desk-context';
import { startClock } from './parts/clock';

const desk = new Desk();
desk.start();
startClock();
render(
  <InDesk.Provider value={desk}>
    <App />
  </InDesk.Provider>,
  document.body,
);
