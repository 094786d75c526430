// Keeping vacancies in mind by keyboard alone, and what is stored of it at the server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { go, launch, newTab, picture, Server, settled, tabTo, textsOf, violations } from './harness.mjs';

let server;
let browser;
let mentee;
let ranked; // ids of vacancies, as the server has them
before(async () => {
  [server, browser] = await Promise.all([Server.start(), launch()]);
  const { mentees } = await server.ask('CatalogService/ListMentees', { pageSize: 20 });
  for (const { name } of mentees) {
    const { matches } = await server.ask('MatchService/RankVacancies', { mentee: name, skipSummary: true });
    if (matches?.length !== 20) continue;
    mentee = name.slice('mentees/'.length);
    ranked = matches.map((hit) => hit.vacancy.slice('vacancies/'.length));
    break;
  }
});
after(async () => { await browser?.close(); await server?.end(); });

const place = () => `#/mentees/${mentee}`;
const pinOf = async (id) => {
  const { pins } = await server.ask('PinService/ListPins', { mentee: `mentees/${mentee}`, pageSize: 500 });
  return pins?.find((pin) => pin.vacancy === `vacancies/${id}`);
};
const idsOf = (tab, selector) => tab.locator(`${selector} h2 a`).evaluateAll((all) => all.map((a) => a.hash.split('/').at(-1)));
// The nth button of the vacancy: pin, hide, note.
const press = async (tab, id, nth) => {
  await tab.locator(`.hit:has(h2 a[href$="${id}"]) .pin-controls button`).nth(nth).focus();
  await tab.keyboard.press('Enter');
};
const done = (tab) => tab.waitForFunction(() => document.activeElement?.closest('.pin-status') !== null);
const undo = async (tab) => {
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(() => document.querySelector('.pin-status') === null);
};
const open = async (options) => {
  const tab = await newTab(browser, options);
  await go(tab, server, place());
  await tab.waitForSelector('.pin-controls');
  return tab;
};

test('a vacancy that is pinned stands on top with the place it has, is stored, and is where it was once that is undone', async () => {
  const tab = await open();
  const id = ranked[4];
  await press(tab, id, 0);
  await done(tab);
  assert.equal((await pinOf(id))?.mark, 'PIN_MARK_PINNED');
  assert.deepEqual(await idsOf(tab, '.hits.pinned .hit'), [id]);
  assert.match(await tab.locator('.hits.pinned .place').textContent(), /^5\./);
  assert.match(await tab.locator('.pin-status [role=status]').textContent(), /gemerkt/);
  assert.deepEqual(await violations(tab), []);
  await picture(tab, 'pins_de_desktop');
  await undo(tab);
  assert.equal(await pinOf(id), undefined);
  assert.deepEqual(await idsOf(tab, '.hit'), ranked);
});

test('a vacancy is hidden with a reason, leaves the list, can be looked at and comes back', async () => {
  const tab = await open();
  const id = ranked[0];
  await press(tab, id, 1);
  await tabTo(tab, `#hide-${id}`);
  await tab.keyboard.type('zu weit');
  await tabTo(tab, '.pin-form button');
  await tab.keyboard.press('Enter');
  await done(tab);
  const pin = await pinOf(id);
  assert.deepEqual([pin.mark, pin.reason], ['PIN_MARK_HIDDEN', 'HIDE_REASON_TOO_FAR']);
  assert.deepEqual(await idsOf(tab, '.hit'), ranked.slice(1));
  assert.match(await tab.locator('.hit .place').first().textContent(), /^2\./, 'places are those of the server');
  await tab.locator('.hidden-count button').focus();
  await tab.keyboard.press('Enter');
  await tab.waitForSelector(`.hit h2 a[href$="${id}"]`);
  assert.match(await tab.locator('.hit').first().innerText(), /ausgeblendet: zu weit/);
  await press(tab, id, 1); // shows it again
  await tab.waitForFunction(() => document.querySelector('.hidden-count') === null);
  assert.equal(await pinOf(id), undefined);
  assert.deepEqual(await idsOf(tab, '.hit'), ranked);
});

test('what was hidden comes back by undoing it', async () => {
  const tab = await open();
  const id = ranked[2];
  await press(tab, id, 1);
  await tabTo(tab, '.pin-form button');
  await tab.keyboard.press('Enter');
  await done(tab);
  assert.equal((await idsOf(tab, '.hit')).includes(id), false);
  await undo(tab);
  assert.deepEqual(await idsOf(tab, '.hit'), ranked);
  assert.equal(await pinOf(id), undefined);
});

test('a note survives leaving the page, is seen beside the match, and is taken away when it is emptied', async () => {
  const tab = await open();
  const id = ranked[1];
  await press(tab, id, 2);
  await tabTo(tab, `#note-${id}`);
  await tab.keyboard.type('Betrieb am Montag anrufen');
  await tabTo(tab, '.pin-form button');
  await tab.keyboard.press('Enter');
  await done(tab);
  assert.equal((await pinOf(id)).note, 'Betrieb am Montag anrufen');
  await go(tab, server, `${place()}/match/${id}`);
  await tab.waitForSelector('.pin-facts');
  assert.match(await tab.locator('.pin-facts').textContent(), /mit Notiz.*Betrieb am Montag anrufen/);
  assert.deepEqual(await violations(tab), []);
  await tab.locator('.pin-controls button').nth(2).focus();
  await tab.keyboard.press('Enter');
  await tabTo(tab, `#note-${id}`);
  await tab.keyboard.press('Control+A');
  await tab.keyboard.press('Delete');
  await tabTo(tab, '.pin-form button');
  await tab.keyboard.press('Enter');
  await done(tab);
  assert.equal(await pinOf(id), undefined);
});

test('a pinned vacancy that the filter leaves out is still named', async () => {
  const tab = await newTab(browser);
  const id = ranked[3];
  await server.ask('PinService/SetPin', { pin: { mentee: `mentees/${mentee}`, vacancy: `vacancies/${id}`, mark: 'PIN_MARK_PINNED' } });
  const { title } = await server.ask('CatalogService/GetVacancy', { name: `vacancies/${id}` });
  await go(tab, server, `${place()}?occupation=94`);
  // Its title comes after the pin.
  await tab.locator('.pinned-elsewhere a', { hasText: title }).waitFor();
  assert.deepEqual(await textsOf(tab, '.pinned-elsewhere a'), [title]);
  await server.ask('PinService/DeletePin', { name: `mentees/${mentee}/pins/${id}` });
});

test('what somebody else said meanwhile is not written over', async () => {
  const tab = await open();
  const id = ranked[5];
  const pin = { mentee: `mentees/${mentee}`, vacancy: `vacancies/${id}` };
  await press(tab, id, 0);
  await done(tab);
  await server.ask('PinService/SetPin', { pin: { ...pin, mark: 'PIN_MARK_NOTED', note: 'schon vergeben' } });
  await tab.keyboard.press('Enter'); // undo
  await tab.waitForSelector('.pin-status [role=alert]');
  assert.equal((await pinOf(id)).note, 'schon vergeben');
  await tab.waitForFunction((wanted) => [...document.querySelectorAll('.pin-facts')].some((of) => of.textContent.includes(wanted)), 'schon vergeben');
  await server.ask('PinService/DeletePin', { name: `mentees/${mentee}/pins/${id}` });
});

test('the controls fit 320 pixels', async () => {
  const tab = await open({ width: 320, height: 640 });
  await press(tab, ranked[0], 1);
  await tab.waitForSelector('.pin-form');
  const { width, shown } = await tab.evaluate(() => ({ width: document.documentElement.scrollWidth, shown: innerWidth }));
  assert.ok(width <= shown, `${width} of ${shown}`);
  await settled(tab);
  await picture(tab, 'pins_de_phone');
});
