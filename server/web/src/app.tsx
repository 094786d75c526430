import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { keepToken, tokenOfTab } from './api';
import { Areas } from './components/areas';
import { currentLocale, type Locale, openMessages, t } from './messages';
import { districtName } from './names';
import { isOpen } from './rights';
import { linkTo, type Place, usePlace } from './router';
import { AbsenceScreen } from './screens/absence';
import { AccessibilityScreen } from './screens/accessibility';
import { AccessScreen } from './screens/admin/access';
import { ImportScreen } from './screens/admin/import';
import { ProfileScreen } from './screens/admin/profile';
import { StatusScreen } from './screens/admin/status';
import { AssignmentScreen } from './screens/assignment';
import { CompareScreen } from './screens/compare';
import { DistrictScreen } from './screens/district';
import { DistrictsScreen } from './screens/districts';
import { ListScreen } from './screens/list';
import { MatchScreen } from './screens/match';
import { MenteesScreen } from './screens/mentees';
import { MirrorScreen } from './screens/mirror';
import { ProgrammeScreen } from './screens/programme';
import { QuestionsScreen } from './screens/questions';
import { StepsScreen } from './screens/steps';
import { WhatIfScreen } from './screens/what_if';

// The screen at a place, and its name.
function screenAt({ parts, query }: Place): { name: string; screen: ComponentChildren } {
  const [kind, id, what, other] = parts;
  if (kind === undefined || (kind === 'mentees' && id === undefined)) return { name: t('page.mentees'), screen: <MenteesScreen /> };
  if (kind === 'mentees' && id !== undefined) {
    if (what === undefined) return { name: t('page.list_of', { mentee: id }), screen: <ListScreen key={id} mentee={id} query={query} /> };
    if (what === 'match' && other !== undefined) {
      return { name: t('page.match'), screen: <MatchScreen key={`${id} ${other}`} mentee={id} vacancy={other} /> };
    }
    if (what === 'absence') return { name: t('page.absence'), screen: <AbsenceScreen key={`${id} ${other ?? ''}`} mentee={id} vacancy={other ?? ''} /> };
    if (what === 'steps') return { name: t('page.steps'), screen: <StepsScreen key={id} mentee={id} /> };
    if (what === 'what_if') return { name: t('page.tab.what_if'), screen: <WhatIfScreen key={id} mentee={id} /> };
    if (what === 'compare') return { name: t('page.compare'), screen: <CompareScreen key={`${id} ${other ?? ''}`} mentee={id} ids={(other ?? '').split(',')} /> };
    if (what === 'questions') return { name: t('page.questions'), screen: <QuestionsScreen key={id} mentee={id} /> };
  }
  if (kind === 'vacancies' && id !== undefined) return { name: t('page.mirror'), screen: <MirrorScreen key={id} vacancy={id} /> };
  if (kind === 'districts') {
    if (id === undefined) return { name: t('page.districts'), screen: <DistrictsScreen /> };
    const district = id === 'all' ? '' : id;
    return { name: district === '' ? t('page.all_districts') : districtName(district), screen: <DistrictScreen key={id} district={district} /> };
  }
  if (kind === 'programme') return { name: t('page.programme'), screen: <ProgrammeScreen query={query} /> };
  if (kind === 'accessibility') return { name: t('page.accessibility'), screen: <AccessibilityScreen /> };
  if (kind === 'assignment') return { name: t('page.assignment'), screen: <AssignmentScreen /> };
  if (kind === 'admin') {
    if (id === undefined) return { name: t('page.admin'), screen: <StatusScreen /> };
    if (id === 'profile') return { name: t('page.admin.profile'), screen: <ProfileScreen name={what ?? 'default'} /> };
    if (id === 'import') return { name: t('page.admin.import'), screen: <ImportScreen /> };
    if (id === 'access') return { name: t('page.admin.access'), screen: <AccessScreen /> };
  }
  return { name: t('page.nothing_here'), screen: <p>{t('page.nothing_here_why')}</p> };
}

function LanguageChoice({ onChange }: { onChange: () => void }) {
  const choose = (locale: Locale) => void openMessages(locale).then(onChange);
  const locales: [Locale, string][] = [['de', 'Deutsch'], ['en', 'English']];
  return (
    <nav class="languages" aria-label={t('page.language')}>
      {locales.map(([locale, name]) => (
        <button key={locale} type="button" lang={locale} aria-pressed={currentLocale() === locale} onClick={() => choose(locale)}>
          {name}
        </button>
      ))}
    </nav>
  );
}

function SignIn({ onChange }: { onChange: () => void }) {
  const [token, setToken] = useState('');
  if (tokenOfTab() !== '') {
    return (
      <button type="button" onClick={() => { keepToken(''); onChange(); }}>
        {t('page.sign_out')}
      </button>
    );
  }
  return (
    <details class="sign-in">
      <summary>{t('page.sign_in')}</summary>
      <form onSubmit={(event) => { event.preventDefault(); keepToken(token.trim()); onChange(); }}>
        <label for="token">{t('page.token')}</label>
        <input id="token" type="password" autocomplete="off" value={token} onInput={(event) => setToken(event.currentTarget.value)} />
        <button type="submit">{t('page.sign_in')}</button>
      </form>
    </details>
  );
}

export function App() {
  const place = usePlace();
  const [shown, setShown] = useState(0); // counts what makes everything to be asked anew
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  const { name, screen } = screenAt(place);
  // Whoever hears or steers the page by keyboard begins at the heading of the new screen.
  useEffect(() => {
    document.title = `${name} – Passung`;
    if (!first.current) heading.current?.focus();
    first.current = false;
  }, [name]);
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); heading.current?.focus(); }}>{t('page.skip')}</a>
      <header>
        <a class="brand" href={linkTo([])}>Passung</a>
        <Areas parts={place.parts} />
        <SignIn onChange={() => setShown(shown + 1)} />
        <LanguageChoice onChange={() => setShown(shown + 1)} />
      </header>
      {isOpen && <p class="banner" role="note">{t('page.open_to_all')}</p>}
      <main id="main" key={shown} data-place={location.hash}>
        <h1 ref={heading} tabIndex={-1}>{name}</h1>
        {screen}
      </main>
      <footer><p>{t('page.about_scores')} <a href={linkTo(['accessibility'])}>{t('page.accessibility')}</a></p></footer>
    </>
  );
}
