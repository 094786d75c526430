import { t } from '../messages';
import { linkTo } from '../router';

// The areas of the page, as the header offers them: a new one is a line here and its words, `page.area.NAME`.
interface Area {
  name: string;
  start: string[]; // where its link leads
  kinds: (string | undefined)[]; // first parts of the addresses that belong to it
}
const AREAS: Area[] = [
  { name: 'mentees', start: [], kinds: [undefined, 'mentees', 'vacancies'] },
  { name: 'districts', start: ['districts'], kinds: ['districts'] },
];

export function Areas({ parts }: { parts: string[] }) {
  const current = (area: Area) => {
    if (!area.kinds.includes(parts[0])) return undefined;
    return linkTo(area.start) === linkTo(parts) ? 'page' : 'true';
  };
  return (
    <nav class="areas" aria-label={t('page.areas')}>
      {AREAS.map((area) => <a key={area.name} href={linkTo(area.start)} aria-current={current(area)}>{t(`page.area.${area.name}`)}</a>)}
    </nav>
  );
}
