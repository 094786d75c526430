// Long lists, what narrows them, and how fresh what they show is.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { choicesOf, go, launch, newTab, picture, Server, settled, tabTo, textsOf, violations } from './harness.mjs';

let server;
let browser;
let mentee;
let matches; // up to 1 000, as the server has them
before(async () => {
  [server, browser] = await Promise.all([Server.start(), launch()]);
  const { mentees } = await server.ask('CatalogService/ListMentees', { pageSize: 100 });
  for (const { name } of mentees) {
    ({ matches } = await server.ask('MatchService/RankVacancies', { mentee: name, limit: 1000, skipSummary: true }));
    if ((matches?.length ?? 0) < 300) continue;
    mentee = name.slice('mentees/'.length);
    break;
  }
});
after(async () => { await browser?.close(); await server?.end(); });

const german = new Intl.NumberFormat('de');
const idOf = (name) => name.slice(name.indexOf('/') + 1);
const positions = (tab) => tab.locator('.hit').evaluateAll((all) => all.map((row) => Number(row.getAttribute('aria-posinset'))));
const openAll = async (options) => {
  const tab = await newTab(browser, options);
  await go(tab, server, `#/mentees/${mentee}?limit=1000`);
  return tab;
};
const MOST_ROWS_IN_DOCUMENT = 100;

test('of a list of hundreds only the rows near to what one sees are in the document, and each says its place', async () => {
  const answered = []; // what a busy server refuses is asked again
  const tab = await newTab(browser);
  tab.on('response', (response) => response.ok() && answered.push(response.url().split('/').at(-1)));
  await go(tab, server, `#/mentees/${mentee}?limit=1000`);
  const there = await positions(tab);
  assert.ok(there.length < MOST_ROWS_IN_DOCUMENT, String(there.length));
  assert.deepEqual(there.slice(0, 20), Array.from({ length: 20 }, (_, i) => i + 1));
  const sizes = await tab.locator('.hit').evaluateAll((all) => [...new Set(all.map((row) => row.getAttribute('aria-setsize')))]);
  assert.deepEqual(sizes, [String(matches.length)]);
  assert.deepEqual([answered.filter((of) => of === 'GetVacancy').length, answered.filter((of) => of === 'BatchGetVacancies').length], [0, 1], 'all titles come in one call');
  assert.deepEqual(await violations(tab), []);
});

test('by keyboard one goes on from row to row beyond what was in the document', async () => {
  const tab = await openAll();
  // They come after the list, and are stops of the keyboard.
  await tab.waitForSelector('.pin-controls');
  await tab.locator('.hit h2 a').nth(18).focus();
  const visited = [];
  while (visited.length < 40) {
    const at = await tab.evaluate(() => {
      const row = document.activeElement?.closest('.hit');
      return document.activeElement?.matches('.hit h2 a') ? Number(row.getAttribute('aria-posinset')) : undefined;
    });
    if (at !== undefined) visited.push(at);
    await tab.keyboard.press('Tab');
  }
  assert.deepEqual(visited, Array.from({ length: 40 }, (_, i) => i + 19));
  for (let left = 60; left > 0; --left) await tab.keyboard.press('Shift+Tab');
  const back = await tab.evaluate(() => Number(document.activeElement?.closest('.hit')?.getAttribute('aria-posinset')));
  assert.ok(back > 40 && back < 58, String(back));
});

test('at the end of the page the last row is there', async () => {
  const tab = await openAll();
  await tab.locator('h1').focus();
  // Heights of rows become known as one comes to them, so that the end moves.
  await tab.waitForFunction((last) => {
    scrollTo(0, document.documentElement.scrollHeight);
    return document.querySelector(`.hit[aria-posinset="${last}"] h2 a`) !== null;
  }, matches.length);
  const shown = await tab.locator(`.hit[aria-posinset="${matches.length}"] h2 a`).getAttribute('href');
  assert.ok(shown.endsWith(idOf(matches.at(-1).vacancy)));
  assert.ok((await positions(tab)).length < MOST_ROWS_IN_DOCUMENT);
});

test('whoever prints gets every row, in what the browser prints at once and in the media of print', async () => {
  const tab = await openAll();
  const printed = await tab.evaluate(() => { dispatchEvent(new Event('beforeprint')); return document.querySelectorAll('.hit').length; });
  assert.equal(printed, matches.length);
  await tab.evaluate(() => { dispatchEvent(new Event('afterprint')); });
  await tab.waitForFunction((most) => document.querySelectorAll('.hit').length < most, MOST_ROWS_IN_DOCUMENT);
  await tab.emulateMedia({ media: 'print' });
  await tab.waitForFunction((all) => document.querySelectorAll('.hit').length === all, matches.length);
  assert.deepEqual(await positions(tab), Array.from({ length: matches.length }, (_, i) => i + 1));
});

test('whoever searches in the page finds the last row as well', async () => {
  const tab = await openAll();
  await tab.keyboard.press('Control+f');
  await tab.waitForFunction((all) => document.querySelectorAll('.hit').length === all, matches.length);
  const links = await tab.locator('.hit h2 a').evaluateAll((all) => all.map((a) => a.hash.split('/').at(-1)));
  assert.deepEqual(links, matches.map((hit) => idOf(hit.vacancy)));
});

test('"Weitere Stellen zeigen" goes on in larger steps', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  for (const rows of [40, 100]) {
    await tab.getByRole('button', { name: 'Weitere Stellen zeigen' }).press('Enter');
    await tab.waitForFunction((wanted) => document.querySelector('.hit')?.getAttribute('aria-setsize') === String(wanted), rows);
  }
  assert.match(tab.url(), /limit=100/);
});

test('an employer and a state are chosen by keyboard, leave what the server lists for them, and stand in the address', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  await tabTo(tab, '#filter-employer');
  await tab.keyboard.press('ArrowDown');
  await tab.waitForURL(/employer=/);
  await settled(tab);
  const employer = new URL(tab.url().replace('#/', '')).searchParams.get('employer');
  const answer = await server.ask('MatchService/RankVacancies', { mentee: `mentees/${mentee}`, filter: { employers: [`employers/${employer}`] } });
  assert.deepEqual(await tab.locator('.hit h2 a').evaluateAll((all) => all.map((a) => a.hash.split('/').at(-1))), answer.matches.map((hit) => idOf(hit.vacancy)));
  assert.match(await tab.locator('main p[role=status]:not(.loading)').textContent(), new RegExp(`^${german.format(Number(answer.summary.listed))} Stellen`));
  await go(tab, server, `#/mentees/${mentee}`);
  await tab.locator('#filter-class').focus();
  await tab.keyboard.type('zurzeit'); // nicht möglich
  await tab.waitForURL(/class=/);
  await settled(tab);
  const closed = await server.ask('MatchService/RankVacancies', { mentee: `mentees/${mentee}`, classes: ['HIT_CLASS_CLOSED'], skipSummary: true });
  assert.deepEqual(await tab.locator('.hit h2 a').evaluateAll((all) => all.map((a) => a.hash.split('/').at(-1))), closed.matches.map((hit) => idOf(hit.vacancy)));
});

test('fields of work are named, not numbered', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  await choicesOf(tab, 'occupation');
  const options = (await textsOf(tab, '#filter-occupation option')).slice(1);
  assert.ok(options.length > 5);
  for (const option of options) assert.doesNotMatch(option, /^\d/);
  await go(tab, server, '#/');
  assert.match(await tab.locator('tbody td').first().textContent(), /^\d{5} \([A-ZÄÖÜ(]/);
});

test('the list says how fresh a vacancy is; the match says of each fact where it is from and since when', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  assert.match(await tab.locator('.where').first().textContent(), /· heute geändert$/);
  const vacancy = idOf(matches[0].vacancy);
  const person = await server.ask('CatalogService/GetMentee', { name: `mentees/${mentee}`, view: 'VIEW_FULL' });
  await go(tab, server, `#/mentees/${mentee}/match/${vacancy}`);
  const facts = new Map(await tab.locator('.facts div').evaluateAll((all) => all.map((of) => [of.querySelector('dt').textContent, of.querySelector('dd').textContent])));
  const today = new Date().toISOString().slice(0, 10).split('-').reverse().join('.');
  assert.equal(facts.get('Quelle'), 'erfundener Arbeitsmarkt (Testdaten)');
  assert.equal(facts.get('Bekannt seit'), `${today}, heute`);
  assert.equal(facts.get('Zuletzt geändert'), `${today}, heute`);
  const shown = await tab.locator('.known tbody').evaluateAll((all) => all.map((body) => [body.querySelector('th').textContent, body.querySelectorAll('tr').length]));
  const skills = shown.find(([name]) => name === 'Fertigkeiten')?.[1] ?? 0;
  const named = await tab.locator('.known tbody', { hasText: 'Fertigkeiten' }).locator('td:first-of-type').allTextContents();
  for (const name of named) assert.doesNotMatch(name, /-[a-z]/, 'skills have names');
  assert.equal(skills, person.facts.skills === undefined ? 0 : Math.max(1, person.facts.skills.skills?.length ?? 0));
  for (const [, cells] of await tab.locator('.known tr').evaluateAll((all) => all.slice(1).map((tr) => [0, [...tr.querySelectorAll('td')].map((td) => td.textContent)]))) {
    assert.equal(cells.length, 3);
    assert.match(cells[1], /^(seit \d\d\.\d\d\.\d{4} \(.+\)|gilt bis|ohne Datum)/);
  }
  await picture(tab, 'match_known_de_desktop');
});

test('what changes a vacancy is told by days', async () => {
  const tab = await newTab(browser);
  await server.ask('CatalogService/UpdateVacancy', { vacancy: { name: matches[1].vacancy, title: 'Neuer Titel' }, updateMask: 'title' });
  const { vacancies, ages, missing } = await server.ask('CatalogService/BatchGetVacancies', { names: [matches[1].vacancy, 'vacancies/nowhere'] });
  assert.equal(vacancies[0].title, 'Neuer Titel');
  assert.deepEqual(missing, ['vacancies/nowhere']);
  assert.ok(Date.parse(ages[0].lastWritten) >= Date.parse(ages[0].firstWritten));
  await go(tab, server, `#/mentees/${mentee}`);
  assert.equal((await textsOf(tab, '.hit h2 a'))[1], 'Neuer Titel');
});

test('the reasons for people of a vacancy are no points that everybody gets', async () => {
  const tab = await newTab(browser);
  for (const hit of matches.slice(0, 3)) {
    await go(tab, server, `#/vacancies/${idOf(hit.vacancy)}`);
    for (const reason of await textsOf(tab, '.for li')) assert.doesNotMatch(reason, /gleich viele Punkte/);
  }
});

test('what steps open is a picture, with the server\'s figures in the table beside it', async () => {
  const { steps } = await server.ask('MatchService/AnalyzeSteps', { mentee: `mentees/${mentee}`, locale: 'de' });
  const opening = steps.filter(({ gain }) => Number(gain?.opens ?? 0) > 0).sort((a, b) => Number(b.gain.opens) - Number(a.gain.opens)).slice(0, 12);
  assert.ok(opening.length > 1);
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}/steps`);
  const rows = await tab.locator('.step-table tbody tr').evaluateAll((all) => all.map((tr) => [tr.querySelector('th').textContent, tr.lastElementChild.textContent]));
  assert.deepEqual(rows, opening.map((of) => [of.text, german.format(Number(of.gain.opens))]));
  const widths = await tab.locator('.step-picture rect').evaluateAll((all) => all.map((rect) => Number(rect.getAttribute('width'))));
  assert.equal(widths.length, opening.length);
  assert.deepEqual(widths, [...widths].sort((a, b) => b - a));
  assert.deepEqual(await violations(tab), []);
  await picture(tab, 'steps_picture_de_desktop');
});

test('the picture of steps and its table fit 320 pixels', async () => {
  const tab = await newTab(browser, { width: 320, height: 640 });
  await go(tab, server, `#/mentees/${mentee}/steps`);
  const { width, shown } = await tab.evaluate(() => ({ width: document.documentElement.scrollWidth, shown: innerWidth }));
  assert.ok(width <= shown, `${width} of ${shown}`);
  await picture(tab, 'steps_picture_de_phone');
});

test('where near ties are drawn the list says so, and what-if compares by score', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'passung-explored-'));
  writeFileSync(join(folder, 'key'), 'k'.repeat(32), { mode: 0o600 });
  mkdirSync(join(folder, 'log'));
  const log = ['--audit-folder', join(folder, 'log'), '--audit-key', join(folder, 'key')];
  const exploring = await Server.start({ more: [...log, '--exploration-width', '5000000', '--exploration-first-places', '20'] });
  try {
    const drawn = await exploring.ask('MatchService/RankVacancies', { mentee: `mentees/${mentee}` });
    const ranks = drawn.exploration.places.map((place) => place.rank);
    assert.notDeepEqual(ranks, [...ranks].sort((a, b) => a - b), 'a list in which something moved');
    const tab = await newTab(browser);
    await go(tab, exploring, `#/mentees/${mentee}`);
    assert.match(await tab.locator('main').innerText(), /in wechselnder Reihenfolge/);
    await go(tab, exploring, `#/mentees/${mentee}/what_if`);
    assert.deepEqual(new Set(await textsOf(tab, '.moved')), new Set(['unverändert']));
  } finally {
    await exploring.end();
    rmSync(folder, { recursive: true });
  }
});
