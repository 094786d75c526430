import { useState } from 'preact/hooks';
import { admin, type Fault, faultOf, profileService } from '../../api';
import { WhenThere } from '../../components/states';
import type { ServerStatus } from '../../generated/passung/v1/admin_service_pb';
import type { ProfileVersion } from '../../generated/passung/v1/profile_service_pb';
import { useLoad } from '../../load';
import { moment, number, t } from '../../messages';
import { idOf, linkTo } from '../../router';
import { AdminScreen } from './tabs';

const MINUTE_MS = 60_000;

// "seit 29.11.2026, 09:12 (2 Tage, 3 Stunden, 5 Minuten)"
function running(status: ServerStatus): string {
  const since = Number(status.startTime?.seconds ?? 0n) * 1_000;
  const minutes = Math.max(0, Math.floor((Date.now() - since) / MINUTE_MS));
  return t('page.admin.since', { time: moment(since), days: Math.floor(minutes / 1_440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 });
}

function Reload({ onDone }: { onDone: () => void }) {
  const [fault, setFault] = useState<Fault>();
  const reload = () => void admin.reload({}).then(onDone, (error: unknown) => setFault(faultOf(error)));
  return (
    <>
      <p>{t('page.admin.written_elsewhere')}</p>
      <p><button type="button" onClick={reload}>{t('page.admin.reload')}</button></p>
      {fault !== undefined && <p role="alert">{fault.text}</p>}
    </>
  );
}

function Facts({ status, again }: { status: ServerStatus; again: () => void }) {
  const facts: [string, string][] = [
    ['running', running(status)],
    ['engine', status.engineVersion],
    ['mentees', number(Number(status.mentees))],
    ['vacancies', number(Number(status.vacancies))],
    ['revision', number(Number(status.snapshotRevision))],
    ['kept', t(status.isStored ? 'page.admin.kept_yes' : 'page.admin.kept_no')],
    ['log', t(status.keepsAccessLog ? 'page.admin.log_yes' : 'page.admin.log_no')],
  ];
  return (
    <>
      <dl class="facts">{facts.map(([name, text]) => <div key={name}><dt>{t(`page.admin.fact.${name}`)}</dt><dd>{text}</dd></div>)}</dl>
      {status.storedRevision > status.snapshotRevision && <Reload onDone={again} />}
    </>
  );
}

function Profiles({ versions }: { versions: ProfileVersion[] }) {
  const names = [...new Set(versions.map((of) => of.profile?.name ?? ''))];
  return (
    <table class="cards">
      <caption>{t('page.admin.profiles')}</caption>
      <thead>
        <tr><th scope="col">{t('page.admin.profile_name')}</th><th scope="col">{t('page.admin.active_version')}</th><th scope="col">{t('page.admin.versions')}</th></tr>
      </thead>
      <tbody>
        {names.map((name) => {
          const own = versions.filter((of) => of.profile?.name === name);
          return (
            <tr key={name}>
              <th scope="row"><a href={linkTo(['admin', 'profile', idOf(name)])}>{idOf(name)}</a></th>
              <td data-label={t('page.admin.active_version')} class="number">{own.find((of) => of.active)?.profile?.version}</td>
              <td data-label={t('page.admin.versions')} class="number">{own.length}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Status() {
  const [loaded, again] = useLoad('status', async (signal) => {
    const [status, { profiles }] = await Promise.all([admin.getServerStatus({}, { signal }), profileService.listProfiles({ pageSize: 500 }, { signal })]);
    return { status, profiles };
  });
  return (
    <WhenThere loaded={loaded} again={again}>
      {({ status, profiles }) => <><Facts status={status} again={again} /><Profiles versions={profiles} /></>}
    </WhenThere>
  );
}

export const StatusScreen = () => <AdminScreen here="status"><Status /></AdminScreen>;
