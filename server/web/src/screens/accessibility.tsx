import { t } from '../messages';

const PARTS = ['state', 'checks', 'limits', 'contact'] as const;

// What the law on accessible web pages asks for, as far as whoever made the page can say it.
export function AccessibilityScreen() {
  return <>{PARTS.map((part) => <section key={part} class="report"><h2>{t(`page.accessibility.${part}`)}</h2><p>{t(`page.accessibility.${part}_text`)}</p></section>)}</>;
}
