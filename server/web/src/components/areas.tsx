import { t } from '../messages';
import { linkTo } from '../router';
import { startOfAdmin } from '../screens/admin/tabs';
import { mayAssign } from '../screens/assignment';

// The areas of the page, as the header offers them: a new one is a line here and its words, `page.area.NAME`.
interface Area {
  name: string;
  start: () => string[] | undefined; // where its link leads; nothing: there is none for who is signed in
  kinds: (string | undefined)[]; // first parts of the addresses that belong to it
}
const AREAS: Area[] = [
  { name: 'mentees', start: () => [], kinds: [undefined, 'mentees', 'vacancies'] },
  { name: 'districts', start: () => ['districts'], kinds: ['districts', 'programme'] },
  { name: 'assignment', start: () => (mayAssign() ? ['assignment'] : undefined), kinds: ['assignment'] },
  { name: 'admin', start: startOfAdmin, kinds: ['admin'] },
];

export function Areas({ parts }: { parts: string[] }) {
  const current = (area: Area, start: string[]) => {
    if (!area.kinds.includes(parts[0])) return undefined;
    return linkTo(start) === linkTo(parts) ? 'page' : 'true';
  };
  return (
    <nav class="areas" aria-label={t('page.areas')}>
      {AREAS.map((area) => {
        const start = area.start();
        return start !== undefined && <a key={area.name} href={linkTo(start)} aria-current={current(area, start)}>{t(`page.area.${area.name}`)}</a>;
      })}
    </nav>
  );
}
