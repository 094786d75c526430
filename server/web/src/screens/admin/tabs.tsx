import type { ComponentChildren } from 'preact';
import { t } from '../../messages';
import { isOneOf, type Role } from '../../rights';
import { linkTo } from '../../router';

export type AdminTab = 'status' | 'profile' | 'import' | 'access';

// The screens of the administration, and whose they are.
const TABS: { name: AdminTab; parts: string[]; roles: Role[] }[] = [
  { name: 'status', parts: ['admin'], roles: ['admin'] },
  { name: 'profile', parts: ['admin', 'profile'], roles: ['admin', 'coordinator'] },
  { name: 'import', parts: ['admin', 'import'], roles: ['coordinator', 'service', 'batch'] },
  { name: 'access', parts: ['admin', 'access'], roles: ['admin'] },
];
const tabsOfCaller = () => TABS.filter(({ roles }) => isOneOf(roles));

// Where the administration begins for who is signed in; nothing: nowhere.
export const startOfAdmin = (): string[] | undefined => tabsOfCaller()[0]?.parts;

// A screen of the administration; who may not see it is told so and asks the server nothing.
export function AdminScreen({ here, children }: { here: AdminTab; children: ComponentChildren }) {
  const tabs = tabsOfCaller();
  return (
    <>
      {tabs.length > 0 && (
        <nav class="tabs" aria-label={t('page.area.admin')}>
          {tabs.map(({ name, parts }) => <a key={name} href={linkTo(parts)} aria-current={name === here ? 'page' : undefined}>{t(`page.admin.${name}`)}</a>)}
        </nav>
      )}
      {tabs.some(({ name }) => name === here) ? children : (
        <div class="fault forbidden" role="alert">
          <h2>{t('page.fault.forbidden')}</h2>
          <p>{t('page.admin.not_yours')}</p>
        </div>
      )}
    </>
  );
}
