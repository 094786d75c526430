// The check of what is known of a person by keyboard alone: questions are answered, facts are stated anew, and what was
// known before stays on record.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { go, launch, newTab, picture, Server, settled, tabTo, textsOf, violations } from './harness.mjs';

let server;
let browser;
let people; // in full, none of them used twice
before(async () => {
  [server, browser] = await Promise.all([Server.start(), launch()]);
  ({ mentees: people } = await server.ask('CatalogService/ListMentees', { pageSize: 120, view: 'VIEW_FULL' }));
});
after(async () => { await browser?.close(); await server?.end(); });

const take = (fits) => people.splice(people.findIndex(fits), 1)[0];
const idOf = (name) => name.slice(name.indexOf('/') + 1);
const stored = (name) => server.ask('CatalogService/GetMentee', { name, view: 'VIEW_FULL' });
const questionsOf = async (name) => (await server.ask('MatchService/AnalyzeUnknowns', { mentee: name, locale: 'de' })).questions ?? [];
const dayBefore = (day) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

const open = async (name, options) => {
  const tab = await newTab(browser, options);
  await go(tab, server, `#/mentees/${idOf(name)}/questions`);
  return tab;
};
// Opens the form of a fact in the table of what is known.
const change = async (tab, label) => {
  await tab.getByRole('button', { name: `Ändern: ${label}`, exact: true }).press('Enter');
  await tab.waitForSelector('.fact-form');
};
const choose = async (tab, field, label) => {
  await tab.locator(`.fact-form [id$="-${field}"]`).focus();
  await tab.locator(`.fact-form [id$="-${field}"]`).selectOption(typeof label === 'string' ? { label } : label);
};
const type = async (tab, field, text) => {
  const input = tab.locator(`.fact-form [id$="-${field}"]`);
  await input.focus();
  await input.fill(text);
};
const save = async (tab) => {
  await tabTo(tab, '.fact-form button[type=submit]');
  await tab.keyboard.press('Enter');
};
// The keyboard goes on where it is said what was saved and what to ask next.
const saved = async (tab) => {
  await tab.waitForFunction(() => /^Gespeichert/.test(document.activeElement?.textContent ?? '') && document.querySelector('.loading') === null);
};
const rowsOf = (tab, name) => tab.locator('.known tbody', { has: tab.getByRole('button', { name: `Ändern: ${name}`, exact: true }) }).locator('tr').evaluateAll((all) =>
  all.map((tr) => [...tr.querySelectorAll('td')].map((td) => td.firstChild.textContent)));

test('the next best question is answered by keyboard; the list and the next question are the server\'s anew', async () => {
  const person = take((of) => of.facts.hasCar === undefined);
  const asked = await questionsOf(person.name);
  const car = asked.findIndex((of) => of.fact === 'UNKNOWN_FACT_CAR');
  assert.notEqual(car, -1);
  const tab = await open(person.name);
  assert.deepEqual((await textsOf(tab, '.questions p')).map((text) => text.trim()), asked.map((of) => of.text));
  await tabTo(tab, `.questions li:nth-child(${car + 1}) button`);
  await tab.keyboard.press('Enter');
  await tabTo(tab, '.fact-form select');
  await tab.keyboard.type('nein');
  assert.deepEqual(await violations(tab), []);
  await picture(tab, 'questions_answer_de_desktop');
  await save(tab);
  await saved(tab);
  assert.equal((await stored(person.name)).facts.hasCar, false);
  const left = await questionsOf(person.name);
  assert.equal(left.some((of) => of.fact === 'UNKNOWN_FACT_CAR'), false);
  assert.deepEqual((await textsOf(tab, '.questions p')).map((text) => text.trim()), left.map((of) => of.text));
  const said = await tab.locator('.next-question').textContent();
  assert.match(said, left.length === 0 ? /Es fehlt keine Angabe/ : /Als Nächstes fragen: /);
  assert.deepEqual(await rowsOf(tab, 'ob ein Auto da ist'), [['nein', 'ohne Datum', 'nicht vermerkt']]);
});

test('German is stated with its proof and the day of it; what said more ends the day before, everything else stays', async () => {
  const person = take((of) => of.facts.german?.some((fact) => fact.levels?.speaking === 'LANGUAGE_LEVEL_B2'));
  const tab = await open(person.name);
  await change(tab, 'Deutschkenntnisse');
  for (const skill of ['listening', 'reading', 'speaking', 'writing']) await choose(tab, skill, 'B1');
  await choose(tab, 'proof', 'Zertifikat');
  await type(tab, 'proof_date', '2025-11-03');
  await save(tab);
  await saved(tab);
  const { facts: { german } } = await stored(person.name);
  const now = german.at(-1);
  assert.deepEqual(now.levels, { listening: 'LANGUAGE_LEVEL_B1', reading: 'LANGUAGE_LEVEL_B1', speaking: 'LANGUAGE_LEVEL_B1', writing: 'LANGUAGE_LEVEL_B1' });
  assert.deepEqual([now.proof, now.proofDate], ['LANGUAGE_PROOF_CERTIFIED', '2025-11-03']);
  const order = ['LANGUAGE_LEVEL_NONE', 'LANGUAGE_LEVEL_A1', 'LANGUAGE_LEVEL_A2', 'LANGUAGE_LEVEL_B1', 'LANGUAGE_LEVEL_B2', 'LANGUAGE_LEVEL_C1', 'LANGUAGE_LEVEL_C2'];
  const expected = person.facts.german.map((of) => Object.values(of.levels ?? {}).some((level) => order.indexOf(level) > 3)
    ? { ...of, valid: { ...(of.valid?.from === undefined ? {} : { from: of.valid.from }), until: dayBefore(now.valid.from) } } : of);
  assert.deepEqual(german.slice(0, -1), expected);
  const shown = (await rowsOf(tab, 'Deutschkenntnisse')).at(-1);
  assert.equal(shown[0], 'Hören B1, Lesen B1, Sprechen B1, Schreiben B1');
  assert.match(shown[1], /^seit \d\d\.\d\d\.\d{4} \(heute\)$/);
  assert.equal(shown[2], 'Zertifikat, 03.11.2025');
});

test('in the hour after midnight it is the next day in Germany, wherever the browser is', async () => {
  const person = take((of) => of.facts.german?.length === 1);
  const stating = await open(person.name);
  await change(stating, 'Deutschkenntnisse');
  for (const skill of ['listening', 'reading', 'speaking', 'writing']) await choose(stating, skill, 'B1');
  await save(stating);
  await saved(stating);
  const { from } = (await stored(person.name)).facts.german.at(-1).valid;
  for (const [hour, ago] of [['21:30', 'morgen'], ['23:30', 'heute']]) {
    const tab = await newTab(browser);
    await tab.clock.setFixedTime(new Date(`${dayBefore(from)}T${hour}:00Z`));
    await go(tab, server, `#/mentees/${idOf(person.name)}/questions`);
    assert.match((await rowsOf(tab, 'Deutschkenntnisse')).at(-1)[1], new RegExp(`\\(${ago}\\)`), hour);
  }
});

test('what is planned for later is not taken back by what is stated today', async () => {
  const person = take((of) => of.facts.german?.length === 1 && of.facts.german[0].valid?.until === undefined);
  const planned = { levels: { listening: 'LANGUAGE_LEVEL_C1', reading: 'LANGUAGE_LEVEL_C1', speaking: 'LANGUAGE_LEVEL_C1', writing: 'LANGUAGE_LEVEL_C1' }, valid: { from: '2099-03-01' } };
  await server.ask('CatalogService/UpdateMentee', { mentee: { name: person.name, facts: { german: [...person.facts.german, planned] } }, updateMask: 'facts.german' });
  const tab = await open(person.name);
  await change(tab, 'Deutschkenntnisse');
  for (const skill of ['listening', 'reading', 'speaking', 'writing']) await choose(tab, skill, 'A1');
  await save(tab);
  await saved(tab);
  const { facts: { german } } = await stored(person.name);
  assert.equal(german.length, 3);
  assert.deepEqual(german[1].levels, planned.levels);
  assert.deepEqual(german[1].valid, planned.valid);
});

test('the stand of a recognition is put beside the one before', async () => {
  const person = take((of) => of.facts.qualifications?.length === 1 && of.facts.qualifications[0].recognitions?.length === 1 && of.facts.qualifications[0].recognitions[0].valid?.until === undefined);
  const tab = await open(person.name);
  await change(tab, 'Stand der Anerkennung');
  await choose(tab, 'outcome', 'noch offen');
  await choose(tab, 'step', 'Unterlagen vollständig');
  await save(tab);
  await saved(tab);
  const { facts: { qualifications: [{ recognitions }] } } = await stored(person.name);
  assert.deepEqual(recognitions[0], person.facts.qualifications[0].recognitions[0]);
  assert.equal(recognitions.length, 2);
  assert.deepEqual([recognitions[1].outcome, recognitions[1].step], ['RECOGNITION_OUTCOME_OPEN', 'RECOGNITION_STEP_FILE_COMPLETE']);
});

test('hours and times of the week are stated one without the other being lost', async () => {
  const person = take((of) => of.facts.hours?.length === 1 && of.facts.hours[0].windows === undefined);
  const tab = await open(person.name);
  await change(tab, 'Wochenstunden');
  await type(tab, 'hours_min', '18');
  await type(tab, 'hours_max', '25');
  await save(tab);
  await saved(tab);
  await change(tab, 'mögliche Arbeitszeiten');
  await tabTo(tab, '.fact-form input[type=checkbox]');
  await tab.keyboard.press('Space'); // not on Mondays
  await type(tab, 'time_to', '14:30');
  await picture(tab, 'questions_times_de_desktop');
  await save(tab);
  await saved(tab);
  const { facts: { hours } } = await stored(person.name);
  assert.deepEqual(hours[0], person.facts.hours[0]);
  assert.deepEqual(hours.at(-1).hours, { min: 18, max: 25 });
  assert.deepEqual(hours.at(-1).windows.windows.map((of) => [of.weekday, of.fromMinute, of.toMinute]), [[1, 420, 870], [2, 420, 870], [3, 420, 870], [4, 420, 870]]);
  assert.deepEqual((await rowsOf(tab, 'Wochenstunden'))[0][0], '18 bis 25 Stunden pro Woche');
});

test('an occupation that is wished for is added and taken back, a licence that was none is held', async () => {
  const person = take((of) => of.facts.wishes?.every((wish) => wish.occupation !== '43412') ?? true);
  const tab = await open(person.name);
  await change(tab, 'Beruf: Abschluss, Erfahrung oder Wunsch');
  await choose(tab, 'claim', 'Berufswunsch');
  await type(tab, 'occupation', '43412');
  await save(tab);
  await saved(tab);
  const wished = (await stored(person.name)).facts.wishes.at(-1);
  assert.equal(wished.occupation, '43412');
  await tab.getByRole('button', { name: 'Gilt nicht mehr: Berufswunsch: 43412 (Informatik-, Informations- und Kommunikationstechnologieberufe)' }).press('Enter');
  await saved(tab);
  assert.deepEqual((await stored(person.name)).facts.wishes ?? [], person.facts.wishes ?? []);
  await change(tab, 'Führerscheine und Nachweise');
  await choose(tab, 'licence', 'Führerschein B');
  await type(tab, 'until', '2030-12-31');
  await save(tab);
  await saved(tab);
  const { facts: { licences: { licences } } } = await stored(person.name);
  assert.deepEqual([licences.at(-1).kind, licences.at(-1).valid.until], ['LICENCE_KIND_DRIVING_B', '2030-12-31']);
});

test('a move ends the ways that were known from the old home', async () => {
  const person = take((of) => of.facts.homes?.length === 1 && of.facts.homes[0].valid?.until === undefined && of.facts.travelTimes?.length > 0);
  const tab = await open(person.name);
  await change(tab, 'Wohnort');
  await choose(tab, 'district', 'Landkreis Zwickau');
  await save(tab);
  await saved(tab);
  const { facts } = await stored(person.name);
  assert.deepEqual(facts.homes[0], person.facts.homes[0]);
  assert.equal(facts.homes.at(-1).district, '14524');
  const day = facts.homes.at(-1).valid.from;
  for (const of of facts.travelTimes) assert.equal(of.valid.until, dayBefore(day));
});

test('a form begins with what is known; a home that is said once more keeps the ways from it', async () => {
  const person = take((of) => of.facts.homes?.length === 1 && of.facts.homes[0].postalCode && of.facts.travelTimes?.length > 0 && of.facts.schools?.some((one) => one.years > 0));
  const tab = await open(person.name);
  const value = (field) => tab.locator(`.fact-form [id$="-${field}"]`).inputValue();
  await change(tab, 'Schulabschluss');
  assert.equal(await value('school_years'), String(Math.max(...person.facts.schools.map((of) => of.years ?? 0))));
  await change(tab, 'Wohnort');
  const [home] = person.facts.homes;
  assert.deepEqual([await value('district'), await value('postal_code')], [home.district, home.postalCode]);
  await save(tab);
  await saved(tab);
  const { facts } = await stored(person.name);
  assert.deepEqual(facts.travelTimes, person.facts.travelTimes);
  const { valid, ...now } = facts.homes.at(-1);
  const { valid: before, ...old } = home;
  assert.deepEqual(now, old);
  assert.notDeepEqual(valid, before);
});

test('times of the week that are known are what the form begins with', async () => {
  const times = { windows: [{ weekday: 1, fromMinute: 540, toMinute: 780 }, { weekday: 3, fromMinute: 540, toMinute: 780 }] };
  const person = take(() => true);
  await server.ask('CatalogService/UpdateMentee', { mentee: { name: person.name, facts: { hours: [{ hours: { min: 8, max: 8 }, windows: times }] } }, updateMask: 'facts.hours' });
  const tab = await open(person.name);
  await change(tab, 'mögliche Arbeitszeiten');
  assert.deepEqual(await tab.locator('.fact-form input[type=checkbox]').evaluateAll((all) => all.map((one) => one.checked)), [false, true, false, true, false, false, false]);
  await save(tab);
  await saved(tab);
  assert.deepEqual((await stored(person.name)).facts.hours.at(-1).windows, times);
});

test('residence, school, skills, the first day, the goal and limits are stated', async () => {
  const person = take((of) => of.facts.schools !== undefined && of.residence?.titles?.length === 1);
  const tab = await open(person.name);
  const state = async (label, fill) => { await change(tab, label); await fill(); await save(tab); await saved(tab); };
  await state('Aufenthaltspapier', async () => { await choose(tab, 'status', '§ 24 AufenthG'); await type(tab, 'document_until', '2027-03-04'); });
  await state('Schulabschluss', async () => { await choose(tab, 'certificate', { index: 3 }); await type(tab, 'school_years', '10'); });
  await state('Fertigkeiten', () => type(tab, 'skill', 'order-picking'));
  await state('frühester Beginn', () => type(tab, 'first_day', '2027-02-01'));
  await state('Ziel: Ausbildung oder Arbeit', () => choose(tab, 'track', 'Ausbildung'));
  await state('räumliche Beschränkung', () => choose(tab, 'area', 'Sachsen'));
  await state('Weg zur Arbeit höchstens', () => type(tab, 'minutes', '50'));
  const { facts, residence } = await stored(person.name);
  assert.deepEqual(residence.titles[0], person.residence.titles[0]);
  assert.deepEqual([residence.titles.at(-1).status, residence.titles.at(-1).documentUntil], ['RESIDENCE_STATUS_S24', '2027-03-04']);
  assert.equal(facts.schools.at(-1).years, 10);
  assert.equal(facts.skills.skills.at(-1).id, 'order-picking');
  assert.equal((await rowsOf(tab, 'Fertigkeiten')).at(-1)[0], 'Kommissionieren');
  assert.deepEqual([facts.availableFrom, facts.track, facts.maxTravelMinutes], ['2027-02-01', 'TRACK_TRAINING', 50]);
  assert.deepEqual([facts.movementLimits.at(-1).limited, facts.movementLimits.at(-1).area], [true, '14']);
});

test('what somebody else changed meanwhile is told, shown and not written over; saving again then works', async () => {
  const person = take((of) => of.facts.maxTravelMinutes !== 45);
  const tab = await open(person.name);
  await change(tab, 'Weg zur Arbeit höchstens');
  await type(tab, 'minutes', '55');
  await server.ask('CatalogService/UpdateMentee', { mentee: { name: person.name, facts: { maxTravelMinutes: 35, hasCar: true } }, updateMask: 'facts.maxTravelMinutes,facts.hasCar' });
  await save(tab);
  await tab.locator('.fact-form [role=alert]').waitFor();
  assert.match(await tab.locator('.fact-form [role=alert]').textContent(), /jemand anderes.*nichts gespeichert/);
  assert.equal((await stored(person.name)).facts.maxTravelMinutes, 35);
  await settled(tab);
  assert.equal((await rowsOf(tab, 'Weg zur Arbeit höchstens'))[0][0], '35 Minuten');
  assert.deepEqual(await violations(tab), []);
  await save(tab);
  await saved(tab);
  const { facts } = await stored(person.name);
  assert.deepEqual([facts.maxTravelMinutes, facts.hasCar], [55, true]);
});

test('what the server refuses is said beside the form, and nothing is stored', async () => {
  const person = take(() => true);
  const tab = await open(person.name);
  await change(tab, 'Wochenstunden');
  await type(tab, 'hours_min', '30');
  await type(tab, 'hours_max', '20');
  await save(tab);
  await tab.locator('.fact-form [role=alert]').waitFor();
  assert.deepEqual((await stored(person.name)).facts.hours, person.facts.hours);
});

test('the forms fit 320 pixels', async () => {
  const tab = await open(take(() => true).name, { width: 320, height: 640 });
  await change(tab, 'Deutschkenntnisse');
  const { width, shown } = await tab.evaluate(() => ({ width: document.documentElement.scrollWidth, shown: innerWidth }));
  assert.ok(width <= shown, `${width} of ${shown}`);
  await picture(tab, 'questions_german_de_phone');
});
