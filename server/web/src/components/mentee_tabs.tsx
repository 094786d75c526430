import { t } from '../messages';
import { linkTo } from '../router';

// The screens of one person.
export function MenteeTabs({ mentee, here }: { mentee: string; here: 'list' | 'what_if' | 'steps' | 'questions' | 'other' }) {
  const tabs: [typeof here, string[]][] = [
    ['list', ['mentees', mentee]],
    ['what_if', ['mentees', mentee, 'what_if']],
    ['steps', ['mentees', mentee, 'steps']],
    ['questions', ['mentees', mentee, 'questions']],
  ];
  return (
    <nav class="tabs" aria-label={t('page.of_mentee', { mentee })}>
      {tabs.map(([name, parts]) => (
        <a key={name} href={linkTo(parts)} aria-current={name === here ? 'page' : undefined}>{t(`page.tab.${name}`)}</a>
      ))}
    </nav>
  );
}
