// From the start to a district's next course by keyboard alone; figures are those of the server's reports.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { go, launch, newTab, Server, settled, tabTo } from './harness.mjs';

let server;
let browser;
before(async () => { [server, browser] = await Promise.all([Server.start({ mentees: 400, vacancies: 3000 }), launch()]); });
after(async () => { await browser?.close(); await server?.end(); });

const german = new Intl.NumberFormat('de');
const figure = (value) => (value === undefined ? 'zu wenige für eine Angabe' : german.format(Number(value)));
const report = (method, request = {}) => server.ask(`ReportService/${method}`, { locale: 'de', ...request });
const cellsOf = (tab, selector) => tab.locator(selector).evaluateAll((all) => all.map((of) => of.textContent.trim()));
const mapRows = async (tab) => {
  const names = await cellsOf(tab, '.map-and-table tbody th');
  const values = await cellsOf(tab, '.map-and-table tbody td.number:last-child');
  return names.map((name, i) => [name, values[i]]);
};
const enter = async (tab, selector) => {
  await tabTo(tab, selector);
  const place = await tab.evaluate(() => location.hash);
  await tab.keyboard.press('Enter');
  await tab.waitForFunction((was) => location.hash !== was, place);
  await settled(tab);
};

test('the map has the 13 districts with the people that the report counts, by area of the circles', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/districts');
  const { districts } = await report('ListStumblingBlocks');
  const people = new Map(districts.map((of) => [of.district, of.people]));
  const rows = await mapRows(tab);
  assert.equal(rows.length, 13);
  const links = await tab.locator('.map-and-table tbody th a').evaluateAll((all) => all.map((a) => a.hash.split('/').at(-1)));
  assert.deepEqual(links, [...links].sort());
  assert.deepEqual(rows.map(([, value]) => value), links.map((code) => figure(people.get(code))));
  const circles = await tab.locator('.map circle').evaluateAll((all) => all.map((of) => [of.getAttribute('class'), Number(of.getAttribute('r'))]));
  const known = links.map((code) => people.get(code)).map((value, i) => [Number(value), circles[i]]).filter(([value]) => !Number.isNaN(value));
  const [most, [, largest]] = known.reduce((a, b) => (b[0] > a[0] ? b : a));
  for (const [value, [kind, radius]] of known) {
    assert.equal(kind, 'known');
    const proportional = largest * Math.sqrt(value / most);
    if (proportional > 4) assert.ok(Math.abs(radius - proportional) < 0.01, `${value}: ${radius}, ${proportional}`);
  }
});

test('another measure shows whom a rule keeps from good vacancies', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/districts');
  const { districts, all } = await report('ListStumblingBlocks');
  const rule = all.rules.find((of) => of.people !== undefined && Number(of.people) > 0);
  await tab.locator('#measure').focus();
  await tab.keyboard.type(`Gute Stellen gesperrt: ${rule.text}`);
  await tab.waitForFunction((text) => document.querySelector('.map-and-table caption')?.textContent.includes(text), rule.text);
  const links = await tab.locator('.map-and-table tbody th a').evaluateAll((rows) => rows.map((a) => a.hash.split('/').at(-1)));
  const of = (code) => districts.find((one) => one.district === code)?.rules.find((one) => one.rule === rule.rule)?.people;
  assert.deepEqual((await mapRows(tab)).map(([, value]) => value), links.map((code) => figure(of(code))));
});

test('what this district\'s next course should be is reached by keyboard from the start, and is what the plan says', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/');
  await enter(tab, '.areas a[href="#/districts"]');
  const { courses } = await report('PlanCourses', { courses: 20 });
  assert.ok(courses.length > 0);
  const district = courses[0].district;
  await enter(tab, `.map-and-table a[href="#/districts/${district}"]`);
  await tab.waitForFunction(() => document.querySelectorAll('.loading').length === 0);
  const section = tab.locator('section.report').first();
  assert.match(await section.locator('h2').textContent(), /Welcher Kurs als Nächstes/);
  const rows = await section.locator('tbody tr').evaluateAll((all) => all.map((row) => [row.cells[0].textContent, row.cells[2].textContent.trim(), row.cells[3].textContent.trim()]));
  const wanted = courses.filter((of) => of.district === district && of.openings !== undefined);
  assert.deepEqual(rows, wanted.map((of) => [`${of.text}${of.offer ? '' : ' (neu einzurichten)'}`, figure(of.people), figure(of.openings)]));
});

test('what closes good vacancies in all of Saxony stands in the order of people, as counted', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/districts/all');
  await tab.waitForFunction(() => document.querySelectorAll('.loading').length === 0);
  const { all } = await report('ListStumblingBlocks');
  const rows = await tab.locator('section.report').nth(1).locator('table').first().locator('tbody tr').evaluateAll((found) => found.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
  const wanted = all.rules.filter((of) => of.people !== '0').map((of) => [of.text, figure(of.people), figure(of.pairs), figure(of.pairsAlone)]);
  assert.equal(rows.length, wanted.length);
  assert.deepEqual(new Map(rows.map((row) => [row[0], row])), new Map(wanted.map((row) => [row[0], row])));
  const people = rows.map((row) => (row[1].startsWith('zu') ? 0 : Number(row[1].replaceAll('.', ''))));
  assert.deepEqual(people, [...people].sort((a, b) => b - a));
});

test('people without a good vacancy lead to their lists', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/districts/all');
  await tab.waitForFunction(() => document.querySelectorAll('.loading').length === 0);
  const { mentees = [] } = await report('ListUnmatchedMentees');
  const shown = await cellsOf(tab, 'section.report:nth-of-type(3) li a');
  assert.deepEqual(shown, mentees.slice(0, 20).map((of) => of.mentee.slice('mentees/'.length)));
});

test('a district where nobody is recorded says so', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/districts/09161');
  await tab.waitForFunction(() => document.querySelectorAll('.loading').length === 0);
  assert.match(await tab.locator('main').innerText(), /niemand erfasst/);
});

// Six people were proposed a vacancy, one of them twice, and five of them were placed: what a mentor reports upwards.
async function recordOutcomes() {
  const { mentees } = await server.ask('CatalogService/ListMentees', { pageSize: 6, purpose: 'PURPOSE_COUNSELLING' });
  const record = (outcome) => server.ask('OutcomeService/RecordOutcome', { outcome: { date: '2026-03-02', ...outcome }, purpose: 'PURPOSE_COUNSELLING' });
  const { matches } = await server.ask('MatchService/RankVacancies', { mentee: 'mentees/m000003', limit: 2, skipSummary: true });
  for (const [i, { name: mentee }] of mentees.entries()) {
    for (const { vacancy } of matches.slice(0, i === 0 ? 2 : 1)) {
      assert.ok((await record({ mentee, vacancy, kind: 'OUTCOME_KIND_PROPOSED', source: 'OUTCOME_SOURCE_MENTOR' })).name);
    }
    if (i > 0) assert.ok((await record({ mentee, kind: 'OUTCOME_KIND_PLACED', placement: 'PLACEMENT_KIND_JOB', source: 'OUTCOME_SOURCE_EMPLOYER' })).name);
  }
}

test('what became of suggestions is reached by keyboard from the start, and counts what the report counts', async () => {
  await recordOutcomes();
  const tab = await newTab(browser);
  await go(tab, server, '#/');
  await enter(tab, '.areas a[href="#/districts"]');
  await enter(tab, 'main a[href="#/programme"]');
  await tabTo(tab, '#from');
  await tab.locator('#from').fill('2026-01-01');
  await tab.locator('#until').fill('2026-12-31');
  await enter(tab, '.filters button');
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), 'Anzeigen', 'the keyboard goes on where it was');
  const time = { from: '2026-01-01', until: '2026-12-31' };
  const rowsOf = (nth) => tab.locator('section.report').nth(nth).locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
  const { all } = await report('ReportProgramme', time);
  const shown = all.figures.filter((of) => of.people !== '0');
  assert.deepEqual(await rowsOf(0), shown.map((of) => [
    of.text, of.people, of.outcomes, of.saidByMentor, of.saidByMentee, of.saidByEmployer, of.saidByOffice, of.saidByOtherSystem,
  ].map((value, i) => (i === 0 ? value : figure(value)))));
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the window');
  const proposed = (await rowsOf(0)).find((row) => row[0] === 'vorgeschlagen');
  assert.deepEqual(proposed.slice(1, 4), ['6', '7', '6']);
  const { gaps } = await report('ReportWhatWorked', time);
  assert.deepEqual(await rowsOf(1), gaps.filter((of) => of.people !== '0').map((of) => [of.text, of.people, of.closed, of.despite, of.elsewhere, of.declined, of.underWay]
    .map((value, i) => (i === 0 ? value : figure(value)))));
});

test('a district and a time in which nothing happened say so, and the address keeps them', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/programme?from=2024-01-01&until=2024-12-31&district=14713');
  assert.match(await tab.locator('section.report').first().innerText(), /Vom 01\.01\.2024 bis zum 31\.12\.2024 ist dazu nichts festgehalten/);
  assert.equal(await tab.locator('#district').inputValue(), '14713');
});

test('days in the wrong order are refused in words, and the form stays', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/programme?from=2026-02-01&until=2026-01-01');
  assert.equal(await tab.locator('.fault').count(), 2);
  assert.equal(await tab.locator('#from').inputValue(), '2026-02-01');
});
