// What a mentor does with the page, by keyboard alone, and what it shows is what the server says.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { choicesOf, go, launch, newTab, Server, settled, tabTo, textsOf } from './harness.mjs';

let server;
let browser;
let mentee; // of somebody with a full list
before(async () => {
  [server, browser] = await Promise.all([Server.start(), launch()]);
  const { mentees } = await server.ask('CatalogService/ListMentees', { pageSize: 20 });
  for (const { name } of mentees) {
    const { matches } = await server.ask('MatchService/RankVacancies', { mentee: name, skipSummary: true });
    if (matches?.length === 20) { mentee = name.slice('mentees/'.length); break; }
  }
});
after(async () => { await browser?.close(); await server?.end(); });

const ranked = (request = {}) => server.ask('MatchService/RankVacancies', { mentee: `mentees/${mentee}`, locale: 'de', ...request });
const percent = (score) => `${(score / 1e6).toLocaleString('de', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;
const german = new Intl.NumberFormat('de');

test('people are listed with occupation, German and home, and Enter opens the list of the first', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/');
  const { mentees } = await server.ask('CatalogService/ListMentees', { pageSize: 50 });
  assert.deepEqual(await textsOf(tab, 'tbody th a'), mentees.map(({ name }) => name.slice('mentees/'.length)));
  await tabTo(tab, 'tbody th a');
  await tab.keyboard.press('Enter');
  await tab.waitForURL(/mentees\/m/);
  await settled(tab);
  assert.match(await tab.locator('h1').textContent(), /^Stellen für /);
});

test('people beyond the first page are reached by "Weiter" and left by "Zurück"', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/');
  const first = await textsOf(tab, 'tbody th a');
  await tabTo(tab, '.pages button:nth-of-type(2)');
  await tab.keyboard.press('Enter');
  await tab.waitForFunction((before) => document.querySelector('tbody th a')?.textContent !== before, first[0]);
  await settled(tab);
  const second = await textsOf(tab, 'tbody th a');
  assert.equal(second.some((id) => first.includes(id)), false);
  await tab.locator('.pages button').first().press('Enter');
  await tab.waitForFunction((before) => document.querySelector('tbody th a')?.textContent === before, first[0]);
  assert.deepEqual(await textsOf(tab, 'tbody th a'), first);
});

test('somebody is found by identifier', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/');
  await tabTo(tab, '#sought');
  await tab.keyboard.type(mentee);
  await tab.keyboard.press('Enter');
  await tab.waitForURL(new RegExp(mentee));
  await settled(tab);
  assert.equal(await tab.locator('.hit').count(), 20);
});

test('the list has the vacancies, scores and classes of the server in its order', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  const { matches } = await ranked();
  const links = await tab.locator('.hit h2 a').evaluateAll((all) => all.map((a) => a.getAttribute('href').split('/').at(-1)));
  assert.deepEqual(links, matches.map((hit) => hit.vacancy.slice('vacancies/'.length)));
  assert.deepEqual(await textsOf(tab, '.hit .score strong'), matches.map((hit) => percent(hit.score)));
});

test('a hit has at most three reasons, each a sentence of the server with points, the weightiest first', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  const { matches } = await ranked();
  for (const [i, hit] of matches.entries()) {
    const shown = await textsOf(tab, `.hit:nth-of-type(${i + 1}) .for li`);
    const contribution = (text) => hit.contributions.find((of) => of.text === text)?.contribution ?? 0;
    assert.ok(shown.length <= 3);
    assert.ok(shown.every((text) => contribution(text) > 0), `${hit.vacancy}: ${shown}`);
    assert.deepEqual(shown.map(contribution), shown.map(contribution).sort((a, b) => b - a));
  }
});

test('a hit that is not open names as obstacle what a rule says', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  const { matches } = await ranked();
  const at = matches.findIndex((hit) => hit.hitClass !== 'HIT_CLASS_OPEN');
  assert.notEqual(at, -1);
  const texts = matches[at].ruleOutcomes.filter((of) => of.verdict !== 'VERDICT_PASS').map((of) => of.text);
  const shown = await tab.locator(`.hit:nth-of-type(${at + 1}) .against`).textContent();
  assert.ok(texts.some((text) => shown.endsWith(text)), shown);
});

test('a district chosen by keyboard leaves its vacancies, and stands in the address', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  const { summary } = await ranked();
  const { district } = summary.facets.districts.find((of) => of.district !== undefined);
  const { summary: { listed } } = await ranked({ filter: { districts: [district] } });
  await choicesOf(tab, 'district');
  await tabTo(tab, '#filter-district');
  await tab.keyboard.press('ArrowDown');
  await tab.waitForURL(new RegExp(`district=${district}`));
  await settled(tab);
  assert.match(await tab.locator('main p[role=status]:not(.loading)').textContent(), new RegExp(`^${german.format(Number(listed))} Stellen`));
  // To another district directly.
  await tab.keyboard.press('ArrowDown');
  await tab.waitForURL((url) => !url.href.includes(district));
  await settled(tab);
  await tab.goBack();
  await tab.goBack();
  await settled(tab);
  assert.equal(await tab.locator('#filter-district').inputValue(), '');
});

test('a filter that nothing passes says so and can be taken back', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}?occupation=99999`);
  assert.equal(await tab.locator('.fault, .empty').count(), 1);
  await go(tab, server, `#/mentees/${mentee}`);
  assert.equal(await tab.locator('.hit').count(), 20);
});

test('"Weitere Stellen zeigen" goes on after the twentieth', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  await tab.getByRole('button', { name: 'Weitere Stellen zeigen' }).press('Enter');
  await tab.waitForFunction(() => document.querySelectorAll('.hit').length > 20);
  const { matches } = await ranked({ limit: 40 });
  assert.deepEqual(await textsOf(tab, '.hit .score strong'), matches.map((hit) => percent(hit.score)));
});

test('from the list to a match: the numbers of the table are the server\'s and add up', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  const { matches: [hit] } = await ranked();
  await tabTo(tab, '.hit h2 a');
  await tab.keyboard.press('Enter');
  await tab.waitForURL(/\/match\//);
  await settled(tab);
  const rows = await tab.locator('table').first().locator('tbody tr').evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td.number')].map((cell) => cell.textContent.trim())));
  assert.deepEqual(rows, hit.contributions.map((of) => [german.format(of.points ?? 0), german.format(of.weight), percent(of.contribution ?? 0)]));
  assert.equal(hit.contributions.reduce((sum, of) => sum + (of.contribution ?? 0), 0), hit.score);
});

test('a match has every rule with its verdict and sentence', async () => {
  const tab = await newTab(browser);
  const { matches: [hit] } = await ranked();
  await go(tab, server, `#/mentees/${mentee}/match/${hit.vacancy.slice('vacancies/'.length)}`);
  const shown = await textsOf(tab, 'table:nth-of-type(2) tbody td:last-child');
  assert.deepEqual(shown, hit.ruleOutcomes.map((of) => of.text));
});

test('printed, a match is without what only a screen needs', async () => {
  const tab = await newTab(browser);
  const { matches: [hit] } = await ranked();
  await go(tab, server, `#/mentees/${mentee}/match/${hit.vacancy.slice('vacancies/'.length)}`);
  await tab.emulateMedia({ media: 'print' });
  for (const gone of ['header', '.tabs', '.actions']) assert.equal(await tab.locator(gone).isVisible(), false);
  assert.equal(await tab.locator('table').first().isVisible(), true);
});

test('why a vacancy is not here is asked by keyboard and answered with its place and the server\'s sentences', async () => {
  const { matches } = await ranked({ limit: 300, skipSummary: true });
  const vacancy = matches.at(-1).vacancy;
  const answer = await server.ask('MatchService/ExplainAbsence', { mentee: `mentees/${mentee}`, vacancy, locale: 'de' });
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  await tabTo(tab, '#why-not');
  await tab.keyboard.type(vacancy.slice('vacancies/'.length));
  await tab.keyboard.press('Enter');
  await tab.waitForURL(/\/absence\//);
  await settled(tab);
  assert.equal(await tab.locator('.score strong').textContent(), `Platz ${german.format(Number(answer.place))} von ${german.format(Number(answer.listed))}`);
  assert.deepEqual(await textsOf(tab, '.in-words li'), answer.texts);
});

test('a vacancy that is closed names the rules which close it', async () => {
  const { matches: [closed] } = await ranked({ classes: ['HIT_CLASS_CLOSED'], limit: 1, skipSummary: true });
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}/absence/${closed.vacancy.slice('vacancies/'.length)}`);
  const failing = closed.ruleOutcomes.filter((of) => of.verdict === 'VERDICT_FAIL');
  assert.ok(failing.length > 0);
  assert.equal(await tab.locator('.barring li').count(), failing.length);
});

test('steps come in the server\'s order, with how many vacancies each opens', async () => {
  const { steps } = await server.ask('MatchService/AnalyzeSteps', { mentee: `mentees/${mentee}`, locale: 'de' });
  const useful = steps.filter(({ gain = {} }) => Number(gain.opens ?? 0) + Number(gain.entersTop ?? 0) + Number(gain.furthers ?? 0) > 0);
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  await tab.getByRole('link', { name: 'Schritte und Angebote' }).press('Enter');
  await tab.waitForURL(/\/steps/);
  await settled(tab);
  assert.deepEqual(await textsOf(tab, '.step h2'), useful.map((of) => of.text));
  const opened = Number(useful[0].gain.opens ?? 0);
  assert.ok((await tab.locator('.step .opens strong').first().textContent()).includes(opened === 0 ? 'keine' : german.format(opened)));
});

test('questions come in the server\'s order', async () => {
  const { questions } = await server.ask('MatchService/AnalyzeUnknowns', { mentee: `mentees/${mentee}`, locale: 'de' });
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}/questions`);
  assert.deepEqual((await textsOf(tab, '.questions p')).map((text) => text.trim()), (questions ?? []).map((of) => of.text));
});

const idOf = (name) => name.slice(name.indexOf('/') + 1);
const shownIds = (tab) => tab.locator('tbody th a').evaluateAll((all) => all.map((a) => a.getAttribute('href').split('/').at(-1)));

test('what-if without a change is the list as it is', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}/what_if`);
  const { matches } = await ranked();
  assert.deepEqual(await shownIds(tab), matches.map((hit) => idOf(hit.vacancy)));
  assert.deepEqual(new Set(await textsOf(tab, '.moved')), new Set(['unverändert']));
});

test('what-if with other German is the server\'s list for that person, nothing being saved', async () => {
  const name = `mentees/${mentee}`;
  const before = await server.ask('CatalogService/GetMentee', { name, view: 'VIEW_FULL' });
  const level = 'LANGUAGE_LEVEL_C1';
  const other = structuredClone(before);
  other.facts.german = [{ levels: { listening: level, reading: level, speaking: level, writing: level } }];
  const { matches } = await server.ask('MatchService/RankVacancies', { inlineMentee: other, skipSummary: true });
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}/what_if`);
  await tab.locator('#what-if-german').selectOption({ label: 'C1' });
  const wanted = matches.map((hit) => percent(hit.score)).join();
  await tab.waitForFunction((text) => [...document.querySelectorAll('td[data-label="Übereinstimmung"]')].map((cell) => cell.textContent).join() === text, wanted);
  assert.deepEqual(await shownIds(tab), matches.map((hit) => idOf(hit.vacancy)));
  assert.deepEqual(await server.ask('CatalogService/GetMentee', { name, view: 'VIEW_FULL' }), before);
});

test('what-if says where a vacancy stood before', async () => {
  const { matches } = await ranked({ limit: 1000, skipSummary: true });
  const places = new Map(matches.map((hit, i) => [idOf(hit.vacancy), i + 1]));
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}/what_if`);
  await tab.locator('#what-if-district').selectOption({ index: 2 });
  await tab.waitForFunction(() => document.querySelector('.moved.up, .moved.down') !== null && document.querySelector('.loading') === null);
  const rows = await tab.locator('tbody tr').evaluateAll((all) => all.map((row) => [row.querySelector('th a').getAttribute('href').split('/').at(-1), row.querySelector('.moved').textContent]));
  for (const [i, [id, said]] of rows.entries()) {
    const was = places.get(id);
    const wanted = was === undefined ? 'bisher nicht' : was === i + 1 ? 'unverändert' : `bisher Platz ${german.format(was)}`;
    assert.ok(said.includes(wanted), `${id}: ${said}, ${wanted}`);
  }
});

test('facts that were tried are saved only by the button, and the stored list goes by them', async () => {
  const { mentees } = await server.ask('CatalogService/ListMentees', { pageSize: 40 });
  const name = mentees.at(-1).name;
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${idOf(name)}/what_if`);
  assert.equal(await tab.getByRole('button', { name: 'Diese Angaben speichern' }).isDisabled(), true);
  await tab.locator('#what-if-minutes').selectOption({ label: '90 Minuten' });
  await tabTo(tab, 'main p > button');
  await tab.keyboard.press('Enter');
  await tab.getByText('Gespeichert.').waitFor();
  const { facts } = await server.ask('CatalogService/GetMentee', { name, view: 'VIEW_FULL' });
  assert.equal(facts.maxTravelMinutes, 90);
});

test('what somebody else changed meanwhile is told and not overwritten; saving again then works', async () => {
  const { mentees } = await server.ask('CatalogService/ListMentees', { pageSize: 40 });
  const name = mentees.at(-2).name;
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${idOf(name)}/what_if`);
  await server.ask('CatalogService/UpdateMentee', { mentee: { name, facts: { hasCar: true } }, updateMask: 'facts.hasCar' });
  await tab.locator('#what-if-minutes').selectOption({ label: '120 Minuten' });
  await tab.getByRole('button', { name: 'Diese Angaben speichern' }).press('Enter');
  await tab.locator('[role=alert]').waitFor();
  const { facts } = await server.ask('CatalogService/GetMentee', { name, view: 'VIEW_FULL' });
  assert.notEqual(facts.maxTravelMinutes, 120);
  assert.match(await tab.locator('[role=alert]').textContent(), /jemand anderes/);
  await settled(tab);
  await tab.getByRole('button', { name: 'Diese Angaben speichern' }).press('Enter');
  await tab.getByText('Gespeichert.').waitFor();
  const after = await server.ask('CatalogService/GetMentee', { name, view: 'VIEW_FULL' });
  assert.deepEqual([after.facts.maxTravelMinutes, after.facts.hasCar], [120, true]);
});

test('vacancies chosen in the list, four at most, are compared criterion by criterion', async () => {
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${mentee}`);
  const { matches } = await ranked();
  for (let i = 0; i < 4; ++i) await tab.locator('.choose input').nth(i).press('Space');
  assert.equal(await tab.locator('.choose input').nth(4).isDisabled(), true);
  await tab.getByRole('link', { name: 'Diese 4 Stellen vergleichen' }).press('Enter');
  await tab.waitForURL(/\/compare\//);
  await settled(tab);
  const totals = await textsOf(tab, 'tr.total td');
  assert.deepEqual(totals, matches.slice(0, 4).map((hit) => percent(hit.score)));
  const first = (await textsOf(tab, 'tr.total + tr td')).map((text) => text.trim());
  assert.deepEqual(first, matches.slice(0, 4).map((hit) => percent(hit.contributions[0].contribution ?? 0)));
});

test('who suits a vacancy is asked from a match and is the server\'s list', async () => {
  const tab = await newTab(browser);
  const { matches: [hit] } = await ranked({ limit: 1, skipSummary: true });
  await go(tab, server, `#/mentees/${mentee}/match/${idOf(hit.vacancy)}`);
  await tab.getByRole('link', { name: 'Wer passt auf diese Stelle?' }).press('Enter');
  await tab.waitForURL(/#\/vacancies\//);
  await settled(tab);
  const { matches } = await server.ask('MatchService/RankMentees', { vacancy: hit.vacancy });
  assert.deepEqual(await textsOf(tab, '.hit h3 a'), matches.map((of) => idOf(of.mentee)));
  assert.deepEqual(await textsOf(tab, '.hit .score strong'), matches.map((of) => percent(of.score)));
});

test('German that is saved stands beside what was known before, with its proof', async () => {
  const tab = await newTab(browser);
  const { mentees } = await server.ask('CatalogService/ListMentees', { pageSize: 100, view: 'VIEW_FULL' });
  const person = mentees.find((of) => of.facts.german?.some((fact) => fact.proof !== undefined && fact.levels?.speaking === 'LANGUAGE_LEVEL_B1'));
  await go(tab, server, `#/mentees/${person.name.slice('mentees/'.length)}/what_if`);
  await tab.locator('#what-if-german').selectOption({ label: 'C1' });
  await settled(tab);
  await tab.locator('main button', { hasText: 'speichern' }).press('Enter');
  await tab.waitForFunction(() => [...document.querySelectorAll('[role=status]')].some((of) => /gespeichert/i.test(of.textContent)));
  const { facts } = await server.ask('CatalogService/GetMentee', { name: person.name, view: 'VIEW_FULL' });
  assert.deepEqual(facts.german.slice(0, -1), person.facts.german);
  assert.equal(facts.german.at(-1).levels.speaking, 'LANGUAGE_LEVEL_C1');
  assert.match(facts.german.at(-1).valid.from, /^\d{4}-\d{2}-\d{2}$/);
});

test('a lower level of German ends what said more, and does not touch what had ended before', async () => {
  const { mentees } = await server.ask('CatalogService/ListMentees', { pageSize: 40 });
  const name = mentees.at(-3).name;
  const all = (level) => ({ listening: level, reading: level, speaking: level, writing: level });
  const german = [
    { levels: all('LANGUAGE_LEVEL_C1'), valid: { from: '2020-01-01', until: '2021-12-31' } },
    { levels: all('LANGUAGE_LEVEL_B2'), proof: 'LANGUAGE_PROOF_CERTIFIED', valid: { from: '2022-01-01' } },
    { levels: all('LANGUAGE_LEVEL_A2') },
  ];
  await server.ask('CatalogService/UpdateMentee', { mentee: { name, facts: { german } }, updateMask: 'facts.german' });
  const tab = await newTab(browser);
  await go(tab, server, `#/mentees/${idOf(name)}/what_if`);
  await tab.locator('#what-if-german').selectOption({ label: 'B1' });
  await tab.getByRole('button', { name: 'Diese Angaben speichern' }).press('Enter');
  await tab.getByText('Gespeichert.').waitFor();
  const { facts } = await server.ask('CatalogService/GetMentee', { name, view: 'VIEW_FULL' });
  const [past, more, less, now] = facts.german;
  assert.deepEqual([past, less], [german[0], german[2]]);
  assert.equal(now.levels.reading, 'LANGUAGE_LEVEL_B1');
  const dayBefore = new Date(Date.parse(now.valid.from) - 86_400_000).toISOString().slice(0, 10);
  assert.deepEqual(more, { ...german[1], valid: { from: '2022-01-01', until: dayBefore } });
});
