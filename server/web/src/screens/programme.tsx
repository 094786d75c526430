import { PURPOSE, report } from '../api';
import { Figure, figureText } from '../components/figure';
import { WhenThere } from '../components/states';
import { SEATS } from '../districts';
import type { DistrictOutcomes, OutcomeFigures, ReportWhatWorkedResponse } from '../generated/passung/v1/report_service_pb';
import { useLoad } from '../load';
import { currentLocale, day, t } from '../messages';
import { districtName } from '../names';
import { linkTo } from '../router';

// Which time and district are counted, as it stands in the address; an empty day is the server's own choice.
interface Choice {
  from: string;
  until: string;
  district: string;
}

const choiceOf = (query: URLSearchParams): Choice => ({ from: query.get('from') ?? '', until: query.get('until') ?? '', district: query.get('district') ?? '' });

const SOURCES = ['saidByMentor', 'saidByMentee', 'saidByEmployer', 'saidByOffice', 'saidByOtherSystem'] as const;

// "zu wenige" is something, 0 is nothing: lines in which nothing happened would hide those in which something did.
const happened = (of: OutcomeFigures): boolean => of.people !== 0n;

function ChoiceForm({ choice }: { choice: Choice }) {
  const choose = (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget as HTMLFormElement);
    location.hash = linkTo(['programme'], Object.fromEntries([...chosen].map(([key, value]) => [key, String(value)])));
  };
  return (
    <form class="filters" onSubmit={choose}>
      <p><label for="from">{t('page.programme.from')}</label><input id="from" name="from" type="date" value={choice.from} /></p>
      <p><label for="until">{t('page.programme.until')}</label><input id="until" name="until" type="date" value={choice.until} /></p>
      <p>
        <label for="district">{t('page.home')}</label>
        <select id="district" name="district" value={choice.district}>
          <option value="">{t('page.all_districts')}</option>
          {SEATS.map(({ code }) => <option key={code} value={code}>{districtName(code)}</option>)}
        </select>
      </p>
      <button type="submit">{t('page.access.show')}</button>
    </form>
  );
}

function Outcomes({ of, from, until }: { of: DistrictOutcomes | undefined; from: string; until: string }) {
  const figures = (of?.figures ?? []).filter(happened);
  if (figures.length === 0) return <p class="empty">{t('page.programme.nothing', { from: day(from), until: day(until) })}</p>;
  const most = Math.max(1, ...figures.map((one) => Number(one.people ?? 0)));
  return (
    <table class="cards many">
      <caption>{t('page.programme.caption', { from: day(from), until: day(until), people: figureText(of?.people) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('page.programme.what')}</th><th scope="col">{t('page.people')}</th><th scope="col">{t('page.programme.times')}</th>
          {SOURCES.map((source) => <th key={source} scope="col">{t(`page.programme.${source}`)}</th>)}
        </tr>
      </thead>
      <tbody>
        {figures.map((one) => (
          <tr key={`${one.kind} ${one.placement}`}>
            <th scope="row">{one.text}</th>
            <Figure label={t('page.people')} value={one.people} most={most} />
            <Figure label={t('page.programme.times')} value={one.outcomes} />
            {SOURCES.map((source) => <Figure key={source} label={t(`page.programme.${source}`)} value={one[source]} />)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const RESULTS = ['closed', 'despite', 'elsewhere', 'declined', 'underWay'] as const;

function WhatWorked({ answer: { gaps, people } }: { answer: ReportWhatWorkedResponse }) {
  const met = gaps.filter((gap) => gap.people !== 0n);
  if (met.length === 0) return <p class="empty">{t('page.programme.no_gaps')}</p>;
  return (
    <table class="cards many">
      <caption>{t('page.programme.gaps_caption', { people: figureText(people) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('page.gap')}</th><th scope="col">{t('page.people')}</th>
          {RESULTS.map((result) => <th key={result} scope="col">{t(`page.programme.${result}`)}</th>)}
        </tr>
      </thead>
      <tbody>
        {met.map((gap) => (
          <tr key={gap.gap}>
            <th scope="row">{gap.text}</th>
            <Figure label={t('page.people')} value={gap.people} />
            {RESULTS.map((result) => <Figure key={result} label={t(`page.programme.${result}`)} value={gap[result]} />)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function ProgrammeScreen({ query }: { query: URLSearchParams }) {
  const choice = choiceOf(query);
  const time = { from: choice.from, until: choice.until, locale: currentLocale(), purpose: PURPOSE };
  const key = `${choice.from} ${choice.until}`;
  const [programme, askProgramme] = useLoad(`programme ${key}`, (signal) => report.reportProgramme(time, { signal }));
  const [worked, askWorked] = useLoad(`worked ${key}`, (signal) => report.reportWhatWorked(time, { signal }));
  return (
    <>
      <p><a href={linkTo(['districts'])}>{t('page.to_the_map')}</a></p>
      <p>{t('page.report_note')}</p>
      <ChoiceForm choice={choice} />
      <section class="report">
        <h2>{choice.district === '' ? t('page.all_districts') : districtName(choice.district)}</h2>
        <p>{t('page.programme.note')}</p>
        <WhenThere loaded={programme} again={askProgramme}>
          {({ all, districts, from, until }) => (
            <Outcomes of={choice.district === '' ? all : districts.find((of) => of.district === choice.district)} from={from} until={until} />
          )}
        </WhenThere>
      </section>
      <section class="report">
        <h2>{t('page.programme.worked')}</h2>
        <p>{t('page.programme.worked_note')}</p>
        <WhenThere loaded={worked} again={askWorked}>{(answer) => <WhatWorked answer={answer} />}</WhenThere>
      </section>
    </>
  );
}
