// What the page must reach at least (benchmarks/floors.csv, topic "page"): measured in a real browser on this machine,
// the answers on the screen compared with the server's.
//
//   node floors_page.mjs [--json FILE]     environment as for tests/page/harness.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { go, launch, newTab, Server, settled, violations } from '../tests/page/harness.mjs';

const MENTEES = 300;
const VACANCIES = 40_000;
const OPENINGS = 15;
const CHANGES = 30;
const german = new Intl.NumberFormat('de');
const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

// The rows of the topic; names may stand in quotes.
function promised() {
  return readFileSync(new URL('floors.csv', import.meta.url), 'utf8').split('\n').flatMap((line) => {
    const of = line.match(/^page,("([^"]*)"|[^,]*),([^,]*),([^,]*),([^,]*),(.*)$/);
    return of === null ? [] : [{ name: of[2] ?? of[1], floor: Number(of[3]), reach: Number(of[4]), unit: of[5], command: of[6] }];
  });
}

// ---------------------------------------------------------------------------------------------------- measuring

async function withFullLists(server, most) {
  const { mentees } = await server.ask('CatalogService/ListMentees', { pageSize: MENTEES });
  const found = [];
  for (const { name } of mentees) {
    const { matches = [] } = await server.ask('MatchService/RankVacancies', { mentee: name, skipSummary: true });
    if (matches.length === 20) found.push(name.slice('mentees/'.length));
    if (found.length === most) break;
  }
  return found;
}

// From an empty browser to the list on the screen, in milliseconds since navigation began.
async function firstList(browser, server, people) {
  const times = [];
  let mismatches = 0;
  for (const person of people) {
    const tab = await newTab(browser);
    await tab.goto(`${server.url}/#/mentees/${person}`);
    const hit = await tab.waitForSelector('.hit');
    times.push(await hit.evaluate(() => performance.now()));
    const shown = await tab.locator('.hit h2 a').evaluateAll((all) => all.map((a) => a.getAttribute('href').split('/').at(-1)));
    const { matches } = await server.ask('MatchService/RankVacancies', { mentee: `mentees/${person}`, skipSummary: true });
    if (shown.join() !== matches.map((of) => of.vacancy.slice('vacancies/'.length)).join()) ++mismatches;
    await tab.context().close();
  }
  return { value: median(times) / 1000, compared: people.length, mismatches };
}

// Chooses an option and waits, in the page itself, until another answer is on the screen.
const choose = (tab, selector, value, status) => tab.evaluate(([at, wanted, of]) => new Promise((resolve) => {
  const select = document.querySelector(at);
  const begin = performance.now();
  let asked = false;
  const seen = new MutationObserver(() => {
    const waits = document.querySelector('.loading') !== null;
    asked ||= waits;
    if (!asked || waits) return;
    seen.disconnect();
    // What a painted frame shows, not what the tree already has.
    requestAnimationFrame(() => setTimeout(() => resolve({ ms: performance.now() - begin, text: document.querySelector(of).textContent })));
  });
  seen.observe(document.body, { childList: true, subtree: true, characterData: true });
  select.value = wanted;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}), [selector, value, status]);

async function filters(browser, server, person) {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${person}`);
  const { summary } = await server.ask('MatchService/RankVacancies', { mentee: `mentees/${person}` });
  const known = summary.facets.districts.filter((of) => of.district !== undefined);
  const times = [];
  let mismatches = 0;
  for (let i = 0; i < CHANGES; ++i) {
    const { district } = known[i % known.length];
    const { ms, text } = await choose(tab, '#filter-district', district, 'main p[role=status]:not(.loading)');
    times.push(ms);
    const answer = await server.ask('MatchService/RankVacancies', { mentee: `mentees/${person}`, filter: { districts: [district] } });
    if (!text.startsWith(`${german.format(Number(answer.summary.listed ?? 0))} `)) ++mismatches;
  }
  return { value: median(times), compared: CHANGES, mismatches };
}

async function whatIf(browser, server, person) {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${person}/what_if`);
  const record = await server.ask('CatalogService/GetMentee', { name: `mentees/${person}`, view: 'VIEW_FULL' });
  const minutes = [15, 30, 45, 60, 75, 90, 120];
  const times = [];
  let mismatches = 0;
  for (let i = 0; i < CHANGES; ++i) {
    const of = minutes[i % minutes.length];
    const { ms, text } = await choose(tab, '#what-if-minutes', String(of), 'main p[role=status]:not(.loading)');
    times.push(ms);
    const inlineMentee = { ...record, facts: { ...record.facts, maxTravelMinutes: of } };
    const { summary } = await server.ask('MatchService/RankVacancies', { inlineMentee });
    if (!text.includes(` ${german.format(Number(summary.listed ?? 0))} `)) ++mismatches;
  }
  return { value: median(times), compared: CHANGES, mismatches };
}

async function accessibility(browser, server, person) {
  const { matches } = await server.ask('MatchService/RankVacancies', { mentee: `mentees/${person}`, limit: 4, skipSummary: true });
  const ids = matches.map((of) => of.vacancy.slice('vacancies/'.length));
  const of = `#/mentees/${person}`;
  const places = ['#/', of, `${of}/match/${ids[0]}`, `${of}/absence/${ids[0]}`, `${of}/steps`, `${of}/questions`, `${of}/what_if`,
    `${of}/compare/${ids.join(',')}`, `#/vacancies/${ids[0]}`, '#/districts', '#/districts/14713', '#/districts/all',
    '#/programme', '#/accessibility', '#/assignment', '#/admin', '#/admin/profile', '#/admin/import', '#/admin/access'];
  let value = 0;
  for (const locale of ['de', 'en']) {
    const tab = await newTab(browser, { locale });
    for (const place of places) {
      await go(tab, server, place);
      await settled(tab);
      value += (await violations(tab)).length;
    }
  }
  return { value, compared: 2 * places.length, mismatches: 0 };
}

// ------------------------------------------------------------------------------------------------------- report

const brief = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

function report(figures) {
  let ok = 0;
  const rows = promised();
  for (const { name, floor, reach, unit, command } of rows) {
    const figure = figures[name];
    const holds = figure !== undefined && figure.mismatches === 0 && (reach > floor ? figure.value >= floor : figure.value <= floor);
    ok += holds ? 1 : 0;
    const value = figure === undefined ? 'not measured' : `${brief(figure.value)} ${unit}`;
    console.log([(holds ? 'ok' : 'short').padEnd(6), name.padEnd(73), value.padEnd(14), `floor ${floor}`.padEnd(12), `reach ${reach}`.padEnd(12),
      `compared ${figure?.compared ?? 0}`.padEnd(16), `mismatches ${figure?.mismatches ?? 0}`.padEnd(15), command].join(' '));
  }
  console.log(`${rows.length} floors, ${ok} ok, ${rows.length - ok} short`);
  return ok === rows.length;
}

const [server, browser] = await Promise.all([Server.start({ mentees: MENTEES, vacancies: VACANCIES }), launch()]);
let figures;
try {
  const people = await withFullLists(server, OPENINGS);
  console.log(`${MENTEES} mentees, ${VACANCIES} vacancies, ${browser.version()}, load ${loadavg()[0].toFixed(2)}`);
  figures = {
    'first list on the screen, 40 k vacancies: median': await firstList(browser, server, people),
    'a filter: the list on the screen, median': await filters(browser, server, people[0]),
    'what-if: the list on the screen, median': await whatIf(browser, server, people[0]),
    'axe, WCAG 2.2 A and AA: violations on all screens in both languages': await accessibility(browser, server, people[0]),
  };
} finally {
  await browser.close();
  await server.end();
}
const json = process.argv.indexOf('--json');
if (json > 0) {
  const floors = Object.entries(figures).map(([name, { value }]) => ({ name, value }));
  writeFileSync(process.argv[json + 1], JSON.stringify({ floors }));
}
process.exit(report(figures) ? 0 : 1);
