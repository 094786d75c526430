// What is known of a person: since when, and from where.
import type { ComponentChildren } from 'preact';
import { type Fact, FACTS, factName, type Known } from '../facts';
import type { Mentee } from '../generated/passung/v1/mentee_pb';
import { ago, day as dayText, t } from '../messages';

function since({ since: begun, until }: Known): string {
  const parts = [
    ...(begun === undefined ? [] : [t('page.since', { day: dayText(begun), ago: ago(new Date(begun)) })]),
    ...(until === undefined ? [] : [t('page.until', { day: dayText(until) })]),
  ];
  return parts.length === 0 ? t('page.date_unknown') : parts.join(', ');
}

interface Properties {
  person: Mentee;
  day: string;
  // What can be done with a fact, and with one thing that is known of it; and what is open for that.
  change?: (of: number) => ComponentChildren;
  end?: (of: number, known: Known) => ComponentChildren;
  form?: (of: number, fact: Fact) => ComponentChildren;
}

export function KnownFacts({ person, day, change, end, form }: Properties) {
  const rows = [...FACTS].map(([of, fact]) => ({ of, fact, known: fact.known(person, day) })).filter(({ known }) => change !== undefined || known.length > 0);
  return (
    <table class="cards known">
      <caption>{t('page.known_caption')}</caption>
      <thead>
        <tr><th scope="col">{t('page.fact_name')}</th><th scope="col">{t('page.known')}</th><th scope="col">{t('page.known_since')}</th><th scope="col">{t('page.source')}</th></tr>
      </thead>
      {rows.map(({ of, fact, known }) => (
        <tbody key={of}>
          {(known.length === 0 ? [undefined] : known).map((one, i) => (
            <tr key={i}>
              {i === 0 && <th scope="rowgroup" rowSpan={Math.max(1, known.length)}>{factName(of)}{change?.(of)}</th>}
              {one === undefined ? <td colSpan={3} data-label={t('page.known')}>{t('page.unknown')}</td> : (
                <>
                  <td data-label={t('page.known')}>{one.text}{one.end !== undefined && end?.(of, one)}</td>
                  <td data-label={t('page.known_since')}>{since(one)}</td>
                  <td data-label={t('page.source')}>{one.source ?? t('page.source_unknown')}</td>
                </>
              )}
            </tr>
          ))}
          {[form?.(of, fact)].map((shown) => shown && <tr key="form"><td colSpan={4} class="form">{shown}</td></tr>)}
        </tbody>
      ))}
    </table>
  );
}
