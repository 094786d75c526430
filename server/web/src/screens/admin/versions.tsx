import { useEffect, useRef, useState } from 'preact/hooks';
import type { ProfileVersion } from '../../generated/passung/v1/profile_service_pb';
import { t } from '../../messages';
import { isOneOf } from '../../rights';

export const versionOf = (of: ProfileVersion | undefined): number => of?.profile?.version ?? 0;

// Which version is used is for everybody: it takes two presses.
function Activation({ version, onYes, onNo }: { version: number; onYes: () => void; onNo: () => void }) {
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);
  return (
    <div class="confirm" role="group" aria-labelledby="confirm-text">
      <p id="confirm-text">{t('page.profile.confirm', { version })}</p>
      <button ref={yes} type="button" aria-describedby="confirm-text" onClick={onYes}>{t('page.profile.confirm_yes')}</button>{' '}
      <button type="button" onClick={onNo}>{t('page.profile.confirm_no')}</button>
    </div>
  );
}

// All versions of a profile, the newest first.
export function Versions({ versions, base, onTake, onActivate }: {
  versions: ProfileVersion[]; base: number; onTake: (version: number) => void; onActivate: (version: number) => void;
}) {
  const [asked, setAsked] = useState<number>();
  const asker = useRef<HTMLElement | null>(null);
  const newestFirst = [...versions].sort((a, b) => versionOf(b) - versionOf(a));
  return (
    <>
      <table class="cards">
        <caption>{t('page.admin.versions')}</caption>
        <thead><tr><th scope="col">{t('page.profile.version')}</th><th scope="col">{t('page.profile.state')}</th><th scope="col">{t('page.profile.actions')}</th></tr></thead>
        <tbody>
          {newestFirst.map((of) => {
            const version = versionOf(of);
            return (
              <tr key={version}>
                <th scope="row">{t('page.profile.version_n', { version })}</th>
                <td data-label={t('page.profile.state')}>
                  {t(of.active ? 'page.profile.active' : 'page.profile.inactive')}{of.shipped && `, ${t('page.profile.shipped')}`}
                </td>
                <td data-label={t('page.profile.actions')}>
                  <button type="button" disabled={version === base} aria-label={t('page.profile.take_n', { version })} onClick={() => onTake(version)}>{t('page.profile.take')}</button>{' '}
                  {!of.active && isOneOf(['admin']) && (
                    <button type="button" class="activate" aria-label={t('page.profile.activate_n', { version })} onClick={(event) => { asker.current = event.currentTarget; setAsked(version); }}>{t('page.profile.activate')}</button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {asked !== undefined && <Activation version={asked} onNo={() => { setAsked(undefined); asker.current?.focus(); }} onYes={() => { setAsked(undefined); onActivate(asked); }} />}
    </>
  );
}
