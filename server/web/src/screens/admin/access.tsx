import { useState } from 'preact/hooks';
import { admin } from '../../api';
import { WhenThere } from '../../components/states';
import type { AccessEntry } from '../../generated/passung/v1/audit_pb';
import { Purpose } from '../../generated/passung/v1/record_pb';
import { useLoad } from '../../load';
import { moment, number, t, word } from '../../messages';
import { AdminScreen } from './tabs';

const PAGE_SIZE = 50;
const SHOWN_OF_PSEUDONYM = 8;

interface Wanted {
  day: string; // "2026-11-29"; empty: all days
  who: string;
  method: string;
}

const dayHere = (): string => new Date().toLocaleDateString('sv');
// Midnight at which a day begins here, or the one `later` days after it.
function midnight(day: string, later = 0) {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { seconds: BigInt(new Date(year, month - 1, date + later).getTime() / 1_000), nanos: 0 };
}

function Filters({ wanted, onAsk }: { wanted: Wanted; onAsk: (wanted: Wanted) => void }) {
  const [typed, setTyped] = useState(wanted);
  return (
    <form class="filters" onSubmit={(event) => { event.preventDefault(); onAsk({ day: typed.day, who: typed.who.trim(), method: typed.method.trim() }); }}>
      {(['day', 'who', 'method'] as const).map((name) => (
        <p key={name}>
          <label for={`access-${name}`}>{t(`page.access.${name}`)}</label>
          {name === 'day'
            ? <input id="access-day" type="date" value={typed.day} onInput={(event) => setTyped({ ...typed, day: event.currentTarget.value })} />
            : <input id={`access-${name}`} autocomplete="off" value={typed[name]} onInput={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })} />}
        </p>
      ))}
      <button type="submit">{t('page.access.show')}</button>
    </form>
  );
}

const peopleOf = (entry: AccessEntry): string => [
  ...entry.people.map((pseudonym) => pseudonym.slice(0, SHOWN_OF_PSEUDONYM)),
  ...(entry.unknown > 0 ? [t('page.access.unknown_people', { n: entry.unknown, n_raw: entry.unknown })] : []),
].join(', ') || t('page.access.nobody');

function Row({ entry }: { entry: AccessEntry }) {
  return (
    <tr>
      <td data-label={t('page.nr')} class="number">{number(Number(entry.number))}</td>
      <td data-label={t('page.access.time')}>{moment(Number(entry.time?.seconds ?? 0n) * 1_000)}</td>
      <td data-label={t('page.access.caller')}>{entry.who}{entry.through !== '' && ` (${entry.through})`}</td>
      <td data-label={t('page.access.method')}>{entry.method.split('/').at(-1)}</td>
      <td data-label={t('page.access.purpose')}>{entry.purpose === Purpose.UNSPECIFIED ? t('page.no_reason') : word('page.purpose', Purpose[entry.purpose])}</td>
      <td data-label={t('page.access.people')} class="code">{peopleOf(entry)}</td>
      <td data-label={t('page.access.results')} class="number">{entry.code === 'OK' ? number(Number(entry.results)) : entry.code}</td>
    </tr>
  );
}

const COLUMNS = ['page.nr', 'page.access.time', 'page.access.caller', 'page.access.method', 'page.access.purpose', 'page.access.people', 'page.access.results'];

function Entries({ wanted }: { wanted: Wanted }) {
  const [firsts, setFirsts] = useState([0n]);
  const first = firsts.at(-1) ?? 0n;
  const [loaded, again] = useLoad(`${first}`, (signal) => admin.listAccessEntries({
    first, pageSize: PAGE_SIZE, who: wanted.who, method: wanted.method,
    ...(wanted.day === '' ? {} : { fromTime: midnight(wanted.day), untilTime: midnight(wanted.day, 1) }),
  }, { signal }));
  if (loaded.state === 'fault' && loaded.fault.kind === 'conflict') {
    return <div class="empty"><h2>{t('page.admin.log_no')}</h2><p>{t('page.access.switched_off')}</p></div>;
  }
  return (
    <WhenThere loaded={loaded} again={again}>
      {({ entries, nextFirst }) => (
        <>
          {entries.length === 0 ? <p class="empty">{t('page.access.none')}</p> : (
            <table class="cards">
              <caption>{t('page.access.caption', { n: entries.length })}</caption>
              <thead><tr>{COLUMNS.map((key) => <th key={key} scope="col">{t(key)}</th>)}</tr></thead>
              <tbody>{entries.map((entry) => <Row key={entry.number} entry={entry} />)}</tbody>
            </table>
          )}
          <nav class="pages" aria-label={t('page.pages')}>
            <button type="button" disabled={firsts.length === 1} onClick={() => setFirsts(firsts.slice(0, -1))}>{t('page.back')}</button>
            <button type="button" disabled={nextFirst === 0n} onClick={() => setFirsts([...firsts, nextFirst])}>{t('page.next')}</button>
          </nav>
        </>
      )}
    </WhenThere>
  );
}

function Access() {
  const [wanted, setWanted] = useState<Wanted>({ day: dayHere(), who: '', method: '' });
  return (
    <>
      <p>{t('page.access.note')}</p>
      <Filters wanted={wanted} onAsk={setWanted} />
      <Entries key={JSON.stringify(wanted)} wanted={wanted} />
    </>
  );
}

export const AccessScreen = () => <AdminScreen here="access"><Access /></AdminScreen>;
