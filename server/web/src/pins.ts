// What is kept in mind of vacancies for one mentee: asked for once for a screen, changed at the server first.
import { useState } from 'preact/hooks';
import { type Fault, faultOf, pinService, PURPOSE } from './api';
import { HideReason, type Pin, PinMark } from './generated/passung/v1/pin_pb';
import { useLoad } from './load';
import { idOf } from './router';

const PAGE_SIZE = 500;

// What somebody says of a vacancy.
export interface Said {
  mark: PinMark;
  reason: HideReason;
  note: string;
}
export const NOTHING_SAID: Said = { mark: PinMark.UNSPECIFIED, reason: HideReason.UNSPECIFIED, note: '' };
export const saidOf = (pin: Pin | undefined): Said => pin === undefined ? NOTHING_SAID : { mark: pin.mark, reason: pin.reason, note: pin.note };

// What was done last, and what was said before it.
export interface Done {
  vacancy: string;
  title: string;
  before: Said;
  after: Said;
}

export interface Pins {
  all: Map<string, Pin>; // by name of the vacancy
  there: boolean; // asked for, and answered
  done: Done | undefined;
  fault: Fault | undefined;
  say(vacancy: string, title: string, said: Said): Promise<void>;
  undo(): Promise<void>;
}

async function allOf(mentee: string, signal?: AbortSignal): Promise<Map<string, Pin>> {
  const all = new Map<string, Pin>();
  let pageToken = '';
  do {
    const page = await pinService.listPins({ mentee: `mentees/${mentee}`, pageSize: PAGE_SIZE, pageToken, purpose: PURPOSE }, signal === undefined ? {} : { signal });
    for (const pin of page.pins) all.set(pin.vacancy, pin);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return all;
}

// The pin that is stored afterwards; undefined: none.
async function store(mentee: string, vacancy: string, said: Said, etag: string): Promise<Pin | undefined> {
  const { mark, reason, note } = said;
  if (mark === PinMark.UNSPECIFIED) {
    await pinService.deletePin({ name: `mentees/${mentee}/pins/${idOf(vacancy)}`, etag, allowMissing: true, purpose: PURPOSE });
    return undefined;
  }
  return pinService.setPin({ pin: { mentee: `mentees/${mentee}`, vacancy, mark, reason, note, etag }, purpose: PURPOSE });
}

export function usePins(mentee: string): Pins {
  const [loaded] = useLoad(mentee, (signal) => allOf(mentee, signal));
  const [changed, setChanged] = useState<Map<string, Pin>>();
  const [done, setDone] = useState<Done>();
  const [refused, setRefused] = useState<Fault>();
  const all = changed ?? (loaded.state === 'there' ? loaded.value : new Map<string, Pin>());
  const change = async (vacancy: string, said: Said, then: Done | undefined) => {
    try {
      const pin = await store(mentee, vacancy, said, all.get(vacancy)?.etag ?? '');
      const next = new Map(all);
      if (pin === undefined) next.delete(vacancy);
      else next.set(vacancy, pin);
      setChanged(next);
      setDone(then);
      setRefused(undefined);
    } catch (error) {
      setRefused(faultOf(error));
      // Somebody else may have said something meanwhile.
      await allOf(mentee).then(setChanged, () => undefined);
    }
  };
  return {
    all,
    there: changed !== undefined || loaded.state === 'there',
    done,
    fault: refused ?? (loaded.state === 'fault' && loaded.fault.kind !== 'forbidden' ? loaded.fault : undefined),
    say: (vacancy, title, said) => change(vacancy, said, { vacancy, title, before: saidOf(all.get(vacancy)), after: said }),
    undo: async () => { if (done !== undefined) await change(done.vacancy, done.before, undefined); },
  };
}
