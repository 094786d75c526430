import { useState } from 'preact/hooks';
import { catalog, PURPOSE } from '../api';
import { WhenThere } from '../components/states';
import type { Mentee } from '../generated/passung/v1/mentee_pb';
import { View } from '../generated/passung/v1/record_pb';
import { presentOf, today } from '../holding';
import { useLoad } from '../load';
import { day, t } from '../messages';
import { districtName, germanOf, occupationName, occupationsOf } from '../names';
import { idOf, linkTo } from '../router';

const PAGE_SIZE = 50;

function Row({ mentee }: { mentee: Mentee }) {
  const id = idOf(mentee.name);
  return (
    <tr>
      <th scope="row"><a href={linkTo(['mentees', id])}>{id}</a></th>
      <td data-label={t('page.occupations')}>{occupationsOf(mentee).map(occupationName).join('; ') || t('page.unknown')}</td>
      <td data-label={t('page.german')}>{germanOf(mentee)}</td>
      <td data-label={t('page.home')}>{districtName(presentOf(mentee.facts?.homes ?? [], today())?.district)}</td>
      <td data-label={t('page.available')}>{day(mentee.facts?.availableFrom)}</td>
    </tr>
  );
}

// Page after page, as the server gives them: nobody loads all people of an office to look for one.
export function MenteesScreen() {
  const [tokens, setTokens] = useState(['']);
  const [sought, setSought] = useState('');
  const token = tokens.at(-1) ?? '';
  const [loaded, again] = useLoad(token, (signal) =>
    catalog.listMentees({ pageSize: PAGE_SIZE, pageToken: token, view: View.FULL, purpose: PURPOSE }, { signal }));
  return (
    <>
      <form class="search" role="search" onSubmit={(event) => { event.preventDefault(); if (sought.trim() !== '') location.hash = linkTo(['mentees', sought.trim()]); }}>
        <label for="sought">{t('page.find_mentee')}</label>
        <input id="sought" value={sought} autocomplete="off" onInput={(event) => setSought(event.currentTarget.value)} />
        <button type="submit">{t('page.open')}</button>
      </form>
      <WhenThere loaded={loaded} again={again}>
        {(page) => page.mentees.length === 0 ? <p class="empty">{t('page.no_mentees')}</p> : (
          <>
            <table class="cards">
              <caption>{t('page.mentees_caption', { n: page.mentees.length })}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('page.person')}</th>
                  <th scope="col">{t('page.occupations')}</th>
                  <th scope="col">{t('page.german')}</th>
                  <th scope="col">{t('page.home')}</th>
                  <th scope="col">{t('page.available')}</th>
                </tr>
              </thead>
              <tbody>{page.mentees.map((mentee) => <Row key={mentee.name} mentee={mentee} />)}</tbody>
            </table>
            <nav class="pages" aria-label={t('page.pages')}>
              <button type="button" disabled={tokens.length === 1} onClick={() => setTokens(tokens.slice(0, -1))}>{t('page.back')}</button>
              <button type="button" disabled={page.nextPageToken === ''} onClick={() => setTokens([...tokens, page.nextPageToken])}>{t('page.next')}</button>
            </nav>
          </>
        )}
      </WhenThere>
    </>
  );
}
