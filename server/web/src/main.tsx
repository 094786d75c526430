import { render } from 'preact';
import { App } from './app';
import { openMessages, wantedLocale } from './messages';

const root = document.getElementById('page');
if (root !== null) {
  void openMessages(wantedLocale()).then(() => render(<App />, root));
}
