import type { ComponentChildren } from 'preact';
import { offers, PURPOSE, report } from '../api';
import { Figure, figureText } from '../components/figure';
import { WhenThere } from '../components/states';
import { adequacyOf, askBlocks, type Blocks, blocksOf } from '../districts';
import type { PlannedCourse } from '../generated/passung/v1/report_service_pb';
import { useLoad } from '../load';
import { currentLocale, day, number, t } from '../messages';
import { districtName } from '../names';
import { idOf, linkTo } from '../router';

// Every list is of one district, or of all where that is empty.
interface Of {
  district: string;
}

const MOST_COURSES = 20;
const MOST_ROWS = 20;

function Section({ title, note, children }: { title: string; note?: string; children: ComponentChildren }) {
  return (
    <section class="report">
      <h2>{title}</h2>
      {note !== undefined && <p>{note}</p>}
      {children}
    </section>
  );
}

// The district is named where there are several.
function CourseTable({ courses, caption, one }: { courses: PlannedCourse[]; caption: string; one: boolean }) {
  const counted = courses.filter((course) => course.openings !== undefined);
  const few = courses.length - counted.length;
  const most = Math.max(1, ...counted.map((course) => Number(course.openings)));
  return (
    <>
      {counted.length > 0 && (
        <table class="cards">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t('page.course')}</th>{!one && <th scope="col">{t('page.district')}</th>}<th scope="col">{t('page.start')}</th>
              <th scope="col">{t('page.takes_part')}</th><th scope="col">{t('page.opened_pairs')}</th>
            </tr>
          </thead>
          <tbody>
            {counted.map((course, i) => (
              <tr key={i}>
                <th scope="row">{course.text}{course.offer === '' && <> ({t('page.to_be_set_up')})</>}</th>
                {!one && <td data-label={t('page.district')}>{districtName(course.district)}</td>}
                <td data-label={t('page.start')}>{course.start === undefined ? t('page.open_date') : day(course.start)}</td>
                <Figure label={t('page.takes_part')} value={course.people} />
                <Figure label={t('page.opened_pairs')} value={course.openings} most={most} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {few > 0 && <p>{t('page.courses_for_few', { n_raw: few, n: number(few) })}</p>}
    </>
  );
}

// The plan is made for all people at once: a course of another district may be worth more than any here.
function Courses({ district }: Of) {
  const [loaded, again] = useLoad('courses', (signal) =>
    report.planCourses({ courses: MOST_COURSES, locale: currentLocale(), purpose: PURPOSE }, { signal }));
  return (
    <Section title={t('page.next_course')} note={t('page.next_course_note')}>
      <WhenThere loaded={loaded} again={again}>
        {({ courses }) => {
          const here = courses.filter((course) => district === '' || course.district === district);
          if (courses.length === 0) return <p class="empty">{t('page.no_course')}</p>;
          if (here.length > 0) return <CourseTable courses={here} caption={t('page.courses_caption', { district: district === '' ? t('page.all_districts') : districtName(district) })} one={district !== ''} />;
          return (
            <>
              <p class="empty">{t('page.no_course_here')}</p>
              <CourseTable courses={courses.slice(0, 3)} caption={t('page.courses_elsewhere')} one={false} />
            </>
          );
        }}
      </WhenThere>
    </Section>
  );
}

function StumblingBlocks({ blocks, district }: Of & { blocks: Blocks }) {
  const of = blocksOf(blocks, district);
  if (of === undefined) return <p class="empty">{t('page.nobody_here')}</p>;
  const rules = of.rules.filter((rule) => rule.people !== 0n).sort((a, b) => Number((b.people ?? 0n) - (a.people ?? 0n)) || a.rule - b.rule);
  const most = Math.max(1, ...rules.map((rule) => Number(rule.people ?? 0)));
  return (
    <table class="cards">
      <caption>{t('page.blocks_caption', { people: figureText(of.people) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('page.rule')}</th><th scope="col">{t('page.people')}</th><th scope="col">{t('page.pairs')}</th><th scope="col">{t('page.pairs_alone')}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.rule}>
            <th scope="row">{rule.text}</th>
            <Figure label={t('page.people')} value={rule.people} most={most} />
            <Figure label={t('page.pairs')} value={rule.pairs} />
            <Figure label={t('page.pairs_alone')} value={rule.pairsAlone} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Adequacy({ blocks, district }: Of & { blocks: Blocks }) {
  const of = adequacyOf(blocks, district);
  if (of === undefined) return <p class="empty">{t('page.nobody_here')}</p>;
  const most = Math.max(1, Number(of.people ?? 0));
  const rows = [['adequate', of.adequate], ['bridge', of.bridge], ['under_used', of.underUsed], ['none', of.none]] as const;
  return (
    <table class="cards">
      <caption>{t('page.adequacy_caption', { limit: number(blocks.adequacy.limit) })}</caption>
      <thead><tr><th scope="col">{t('page.best_vacancy')}</th><th scope="col">{t('page.people')}</th></tr></thead>
      <tbody>
        {rows.map(([key, value]) => <tr key={key}><th scope="row">{t(`page.adequacy.${key}`)}</th><Figure label={t('page.people')} value={value} most={most} /></tr>)}
      </tbody>
    </table>
  );
}

function Obstacles({ district }: Of) {
  const [loaded, again] = useLoad('districts', askBlocks);
  return (
    <Section title={t('page.stumbling_blocks')}>
      <WhenThere loaded={loaded} again={again}>
        {(blocks) => <><StumblingBlocks blocks={blocks} district={district} /><Adequacy blocks={blocks} district={district} /></>}
      </WhenThere>
    </Section>
  );
}

function Unmatched({ district }: Of) {
  const [loaded, again] = useLoad('unmatched', (signal) => report.listUnmatchedMentees({ locale: currentLocale(), purpose: PURPOSE }, { signal }));
  return (
    <Section title={t('page.unmatched')}>
      <WhenThere loaded={loaded} again={again}>
        {({ mentees }) => {
          const here = mentees.filter((one) => district === '' || one.district === district);
          if (here.length === 0) return <p class="empty">{t('page.nobody_unmatched')}</p>;
          return (
            <>
              <p>{t('page.unmatched_count', { n_raw: here.length, n: number(here.length) })}</p>
              <ul>{here.slice(0, MOST_ROWS).map((one) => <li key={one.mentee}><a href={linkTo(['mentees', idOf(one.mentee)])}>{idOf(one.mentee)}</a>: {one.text}</li>)}</ul>
              {here.length > MOST_ROWS && <p>{t('page.first_of', { n: number(MOST_ROWS) })}</p>}
            </>
          );
        }}
      </WhenThere>
    </Section>
  );
}

// Not for everybody who may see the rest: who may not, reads so, and the rest stays.
function Gaps({ district }: Of) {
  const [loaded, again] = useLoad('gaps', (signal) => offers.listOfferGaps({ locale: currentLocale(), purpose: PURPOSE }, { signal }));
  return (
    <Section title={t('page.offer_gaps')}>
      <WhenThere loaded={loaded} again={again}>
        {({ gaps }) => {
          const all = gaps.filter((gap) => (district === '' || gap.district === district) && gap.without !== 0n);
          const counted = all.filter((gap) => gap.without !== undefined);
          const few = all.length - counted.length;
          const here = counted.sort((a, b) => Number((b.without ?? 0n) - (a.without ?? 0n))).slice(0, MOST_ROWS);
          if (all.length === 0) return <p class="empty">{t('page.no_gaps')}</p>;
          const most = Math.max(1, ...here.map((gap) => Number(gap.without ?? 0)));
          const rest = few > 0 && <p>{t('page.needs_of_few', { n_raw: few, n: number(few) })}</p>;
          if (here.length === 0) return rest;
          return (
            <>
            <table class="cards">
              <caption>{t('page.gaps_caption')}</caption>
              <thead><tr><th scope="col">{t('page.gap')}</th>{district === '' && <th scope="col">{t('page.district')}</th>}<th scope="col">{t('page.needs')}</th><th scope="col">{t('page.without')}</th></tr></thead>
              <tbody>
                {here.map((gap, i) => (
                  <tr key={i}>
                    <th scope="row">{gap.text}</th>
                    {district === '' && <td data-label={t('page.district')}>{districtName(gap.district)}</td>}
                    <Figure label={t('page.needs')} value={gap.people} />
                    <Figure label={t('page.without')} value={gap.without} most={most} />
                  </tr>
                ))}
              </tbody>
            </table>
            {rest}
            </>
          );
        }}
      </WhenThere>
    </Section>
  );
}

export function DistrictScreen({ district }: Of) {
  return (
    <>
      <p><a href={linkTo(['districts'])}>{t('page.to_the_map')}</a></p>
      <p>{t('page.report_note')}</p>
      <Courses district={district} />
      <Obstacles district={district} />
      <Unmatched district={district} />
      <Gaps district={district} />
    </>
  );
}
