// Keeping a vacancy in mind: pinned, hidden with a reason, with a note; and taking the last of it back.
import { useEffect, useRef, useState } from 'preact/hooks';
import { HideReason, type Pin, PinMark } from '../generated/passung/v1/pin_pb';
import { t, word } from '../messages';
import { type Pins, type Said, saidOf } from '../pins';
import { idOf, linkTo } from '../router';

const REASONS = [
  HideReason.TOO_FAR, HideReason.WORKING_TIME, HideReason.MENTEE_DECLINES, HideReason.EMPLOYER_DECLINED, HideReason.ALREADY_APPLIED, HideReason.OTHER,
];
const MOST_NOTE_CHARACTERS = 500; // the server takes 1 000 bytes, and most letters are one or two

function Reason({ pin }: { pin: Pin }) {
  if (pin.mark !== PinMark.HIDDEN || pin.reason === HideReason.UNSPECIFIED) return null;
  return <>: {word('hide_reason', HideReason[pin.reason])}</>;
}

export function PinFacts({ pin }: { pin: Pin | undefined }) {
  if (pin === undefined) return null;
  return (
    <p class="pin-facts">
      <strong>{word('pin_mark', PinMark[pin.mark])}</strong><Reason pin={pin} />
      {pin.note !== '' && <> – <q>{pin.note}</q></>}
    </p>
  );
}

function HideForm({ id, said, onSay }: { id: string; said: Said; onSay: (said: Said) => void }) {
  const [reason, setReason] = useState(said.reason);
  return (
    <form class="pin-form" onSubmit={(event) => { event.preventDefault(); onSay({ mark: PinMark.HIDDEN, reason, note: said.note }); }}>
      <label for={`hide-${id}`}>{t('page.hide_reason')}</label>{' '}
      <select id={`hide-${id}`} value={String(reason)} onChange={(event) => setReason(Number(event.currentTarget.value) as HideReason)}>
        <option value="0">{t('page.no_reason')}</option>
        {REASONS.map((of) => <option key={of} value={String(of)}>{word('hide_reason', HideReason[of])}</option>)}
      </select>{' '}
      <button type="submit">{t('page.hide')}</button>
    </form>
  );
}

function NoteForm({ id, said, onSay }: { id: string; said: Said; onSay: (said: Said) => void }) {
  const [note, setNote] = useState(said.note);
  const keep = () => {
    const text = note.trim();
    const marked = said.mark === PinMark.PINNED || said.mark === PinMark.HIDDEN;
    if (marked) onSay({ ...said, note: text });
    else onSay({ mark: text === '' ? PinMark.UNSPECIFIED : PinMark.NOTED, reason: HideReason.UNSPECIFIED, note: text });
  };
  return (
    <form class="pin-form" onSubmit={(event) => { event.preventDefault(); keep(); }}>
      <label for={`note-${id}`}>{t('page.note_of')}</label>
      <textarea id={`note-${id}`} rows={2} maxLength={MOST_NOTE_CHARACTERS} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      <button type="submit">{t('page.keep_note')}</button>
    </form>
  );
}

// What can be done with one vacancy; nothing where the server does not let this person see pins.
export function PinControls({ pins, vacancy, title }: { pins: Pins; vacancy: string; title: string }) {
  const [form, setForm] = useState<'hide' | 'note'>();
  if (!pins.there) return null;
  const id = idOf(vacancy);
  const pin = pins.all.get(vacancy);
  const said = saidOf(pin);
  const say = (next: Said) => { setForm(undefined); void pins.say(vacancy, title, next); };
  const without: Said = { mark: said.note === '' ? PinMark.UNSPECIFIED : PinMark.NOTED, reason: HideReason.UNSPECIFIED, note: said.note };
  const turn = (of: 'hide' | 'note') => setForm(form === of ? undefined : of);
  const pinned = said.mark === PinMark.PINNED;
  return (
    <div class="pin-controls">
      <PinFacts pin={pin} />
      <p class="pin-actions" role="group" aria-label={t('page.keep_in_mind', { vacancy: title })}>
        <button type="button" aria-pressed={pinned} onClick={() => say(pinned ? without : { ...without, mark: PinMark.PINNED })}>{t('page.pin')}</button>{' '}
        {said.mark === PinMark.HIDDEN
          ? <button type="button" onClick={() => say(without)}>{t('page.show_again')}</button>
          : <button type="button" aria-expanded={form === 'hide'} onClick={() => turn('hide')}>{t('page.hide_why')}</button>}{' '}
        <button type="button" aria-expanded={form === 'note'} onClick={() => turn('note')}>{t('page.note')}</button>
      </p>
      {form === 'hide' && <HideForm id={id} said={said} onSay={say} />}
      {form === 'note' && <NoteForm id={id} said={said} onSay={say} />}
    </div>
  );
}

// Says what was done, and takes it back: there the keyboard goes on, since what was acted on may be gone from the list.
export function PinStatus({ pins }: { pins: Pins }) {
  const { done, fault } = pins;
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (done !== undefined) undo.current?.focus({ preventScroll: true }); }, [done]);
  return (
    <div class={done === undefined && fault === undefined ? undefined : 'pin-status'}>
      <div role="status">{done !== undefined && t('page.pin_done', { vacancy: done.title, what: done.after.mark === PinMark.UNSPECIFIED ? t('page.unmarked') : word('pin_mark', PinMark[done.after.mark]) })}</div>
      {fault !== undefined && <p role="alert">{fault.text}</p>}
      {done !== undefined && <button ref={undo} type="button" onClick={() => void pins.undo()}>{t('page.undo')}</button>}
    </div>
  );
}

// Those that are pinned and not among what a list shows at the moment.
export function PinnedElsewhere({ mentee, pins, shown, titles }: { mentee: string; pins: Pins; shown: ReadonlySet<string>; titles: ReadonlyMap<string, { title: string }> }) {
  const others = [...pins.all.values()].filter((pin) => pin.mark === PinMark.PINNED && !shown.has(pin.vacancy));
  if (others.length === 0) return null;
  return (
    <section class="pinned-elsewhere" aria-label={t('page.pinned_elsewhere')}>
      <p>{t('page.pinned_elsewhere')}</p>
      <ul>
        {others.map(({ vacancy, note }) => (
          <li key={vacancy}>
            <a href={linkTo(['mentees', mentee, 'match', idOf(vacancy)])}>{titles.get(vacancy)?.title || idOf(vacancy)}</a>{note !== '' && <> – <q>{note}</q></>}
          </li>
        ))}
      </ul>
    </section>
  );
}
