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
import { App } from './app.tsx';
import { Desk } from './desk/desk.ts';
import { InDesk } from './desk/desk-context.ts';
import { startClock } from './parts/clock.ts';
import './look/targets.css';

const desk = new Desk();
desk.start();
startClock();
render(
  <InDesk.Provider value={desk}>
    <App />
  </InDesk.Provider>,
  document.body,
);
