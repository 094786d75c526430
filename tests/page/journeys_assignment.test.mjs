// Proposals for everyone at once, by keyboard: solved, checked, decided about and solved again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { go, launch, newTab, picture, Server, settled, tabTo, textsOf, violations } from './harness.mjs';

let server;
let browser;
before(async () => { [server, browser] = await Promise.all([Server.start(), launch()]); });
after(async () => { await browser?.close(); await server?.end(); });

const idOf = (name) => name.slice(name.indexOf('/') + 1);
const percent = (score) => `${(score / 1e6).toLocaleString('de', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;
const ask = (limits, more = {}) => server.ask('AssignmentService/SolveAssignment', { limits, purpose: 'PURPOSE_COUNSELLING', locale: 'de', ...more });
const pairsOf = ({ problem, assignment }) => assignment.mentees.flatMap((of, i) => (of.proposals ?? []).map((one) =>
  ({ mentee: problem.mentees[i].mentee, vacancy: problem.vacancies[one.vacancy ?? 0].vacancy, score: one.score })));

const open = async (options) => {
  const tab = await newTab(browser, options);
  await go(tab, server, '#/assignment');
  return tab;
};
const solve = async (tab) => {
  await tabTo(tab, '.filters button[type=submit]');
  await tab.keyboard.press('Enter');
  await solved(tab);
};
// The keyboard goes on where the result stands.
const solved = (tab) => tab.waitForFunction(() => document.activeElement?.matches('.result') && document.querySelector('main > .loading') === null);
const rows = (tab) => tab.locator('section.report').filter({ has: tab.locator('h2', { hasText: /Vorschlag|Vorschläge/ }) }).first();
const shownPairs = async (tab) => rows(tab).locator('.hit h3').evaluateAll((all) => all.map((one) => [...one.querySelectorAll('a')].map((a) => a.getAttribute('href'))));

test('everybody at once is reached from the header and solved by keyboard; pairs and figures are the server\'s', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/');
  await tabTo(tab, '.areas a[href="#/assignment"]');
  await tab.keyboard.press('Enter');
  await tab.getByRole('button', { name: 'Verteilung rechnen' }).waitFor();
  await solve(tab);
  const answer = await ask({ perMentee: 1 });
  const pairs = pairsOf(answer);
  assert.ok(pairs.length > 20);
  const shown = await shownPairs(tab);
  assert.deepEqual(shown, pairs.slice(0, shown.length).map((of) => [`#/mentees/${idOf(of.mentee)}`, `#/mentees/${idOf(of.mentee)}/match/${idOf(of.vacancy)}`]));
  assert.ok((await textsOf(tab, '.hit .where'))[0].includes(percent(pairs[0].score)));
  const text = await tab.locator('.result').innerText();
  assert.ok(text.includes(`${pairs.length.toLocaleString('de')} Vorschläge`), text.slice(0, 300));
  assert.match(text, /Bewiesen: /);
  assert.deepEqual(await violations(tab), []);
  await picture(tab, 'assignment_solved_de_desktop');
});

test('the answer is checked from itself alone', async () => {
  const tab = await open();
  await solve(tab);
  await tab.getByRole('button', { name: 'Nachprüfen' }).press('Enter');
  await tab.getByText('Nachgeprüft: Die Verteilung hält alle Grenzen ein, und der Beweis stimmt.').waitFor();
});

test('an answer that is too large to be sent back says so, and is not sent', async () => {
  const tab = await open();
  // Four megabytes in a field of the problem that nobody knows: the two messages are read as one.
  const lengthOf = (n) => (n < 128 ? [n] : [n % 128 + 128, ...lengthOf(Math.floor(n / 128))]);
  const ballast = Buffer.alloc(4 * 1024 * 1024);
  const field = Buffer.concat([Buffer.from([0x7a, ...lengthOf(ballast.length)]), ballast]);
  await tab.route('**/*AssignmentService/SolveAssignment', async (route) => {
    const answer = await route.fetch();
    const body = Buffer.concat([await answer.body(), Buffer.from([0x0a, ...lengthOf(field.length)]), field]);
    await route.fulfill({ status: 200, contentType: 'application/proto', body });
  });
  let sent = 0;
  await tab.route('**/*AssignmentService/VerifyAssignment', (route) => { ++sent; return route.continue(); });
  await solve(tab);
  await tab.getByRole('button', { name: 'Nachprüfen' }).press('Enter');
  await tab.getByText('Die Antwort ist für die Nachprüfung hier zu groß').waitFor();
  assert.equal(sent, 0);
});

test('a pair that is excluded is proposed no more, one that is fixed again; both can be taken back', async () => {
  const tab = await open();
  await solve(tab);
  const [first, second] = pairsOf(await ask({ perMentee: 1 }));
  await tab.locator('.hit button', { hasText: 'Ausschließen' }).first().press('Enter');
  await tab.locator('.hit button', { hasText: 'Festlegen' }).nth(1).press('Enter');
  await tab.getByText('Noch nicht eingerechnet.').waitFor();
  assert.deepEqual(await violations(tab), []);
  await picture(tab, 'assignment_decided_de_desktop');
  // Beside what was decided, wherever in the list one is.
  await tab.locator('.compare-chosen button').press('Enter');
  await solved(tab);
  const answer = await ask({ perMentee: 1, forbidden: [{ mentee: first.mentee, vacancy: first.vacancy }], locked: [{ mentee: second.mentee, vacancy: second.vacancy }] });
  const pairs = pairsOf(answer);
  const shown = await shownPairs(tab);
  assert.deepEqual(shown, pairs.slice(0, shown.length).map((of) => [`#/mentees/${idOf(of.mentee)}`, `#/mentees/${idOf(of.mentee)}/match/${idOf(of.vacancy)}`]));
  assert.equal(pairs.some((of) => of.mentee === first.mentee && of.vacancy === first.vacancy), false);
  assert.ok(pairs.some((of) => of.mentee === second.mentee && of.vacancy === second.vacancy));
  for (const button of await tab.locator('section[aria-labelledby=decided-heading] button').all()) assert.match(await button.getAttribute('aria-label'), /^Zurücknehmen: /);
  await tab.locator('section[aria-labelledby=decided-heading] button').first().press('Enter');
  await tab.locator('section[aria-labelledby=decided-heading] button').first().press('Enter');
  await tab.locator('.compare-chosen button').press('Enter');
  await tab.waitForFunction(() => document.querySelector('.compare-chosen') === null && document.querySelector('main > .loading') === null);
  assert.deepEqual((await shownPairs(tab))[0], [`#/mentees/${idOf(first.mentee)}`, `#/mentees/${idOf(first.mentee)}/match/${idOf(first.vacancy)}`]);
});

test('who gets none is told why in the server\'s words', async () => {
  const tab = await open();
  await tabTo(tab, '#assign-stay');
  await tab.keyboard.press('Control+A');
  await tab.keyboard.type('90');
  await solve(tab);
  const { problem, assignment } = await ask({ perMentee: 1, stay: 90_000_000 });
  const left = assignment.mentees.flatMap((of, i) => (of.unassigned === undefined ? [] : [[idOf(problem.mentees[i].mentee), of.unassigned.text]]));
  assert.ok(left.length > 5);
  const section = tab.locator('section.report').last();
  assert.match(await section.locator('h2').innerText(), /Personen ohne Vorschlag$/);
  const shown = await section.locator('.hit').evaluateAll((all) => all.map((one) => [one.querySelector('h3').textContent, one.querySelector('p').firstChild.textContent.trim()]));
  assert.deepEqual(shown, left.slice(0, shown.length));
});

test('stable pairs are asked for, and say what they promise', async () => {
  const tab = await open();
  await tab.locator('#assign-mode').selectOption({ label: 'stabile Paare: keine zwei, die lieber einander hätten' });
  assert.equal(await tab.locator('#assign-congestion').count(), 0);
  await solve(tab);
  const pairs = pairsOf(await ask({ perMentee: 1 }, { mode: 'ASSIGNMENT_MODE_STABLE' }));
  const shown = await shownPairs(tab);
  assert.deepEqual(shown, pairs.slice(0, shown.length).map((of) => [`#/mentees/${idOf(of.mentee)}`, `#/mentees/${idOf(of.mentee)}/match/${idOf(of.vacancy)}`]));
  assert.match(await tab.locator('.result').innerText(), /zögen einander dem vor/);
});

test('what the server refuses is said in its words', async () => {
  const tab = await open();
  await tab.route('**/*AssignmentService/SolveAssignment', (route) => route.fulfill({
    status: 429, contentType: 'application/json', body: JSON.stringify({ code: 'resource_exhausted', message: 'too much at once' }),
  }));
  await tabTo(tab, '.filters button[type=submit]');
  await tab.keyboard.press('Enter');
  await tab.locator('.fault').waitFor();
  assert.match(await tab.locator('.fault').innerText(), /too much at once/);
});

test('the result fits 320 pixels', async () => {
  const tab = await open({ width: 320, height: 640 });
  await solve(tab);
  await settled(tab);
  const { width, shown } = await tab.evaluate(() => ({ width: document.documentElement.scrollWidth, shown: innerWidth }));
  assert.ok(width <= shown, `${width} of ${shown}`);
  await picture(tab, 'assignment_solved_de_phone');
});
