import { useEffect, useRef, useState } from 'preact/hooks';
import { type Fault, faultOf, profileService } from '../../api';
import { WhenThere } from '../../components/states';
import { Criterion, Rule, RuleSwitch } from '../../generated/passung/v1/judgement_pb';
import type { ScoringProfile } from '../../generated/passung/v1/profile_pb';
import type { ProfileVersion } from '../../generated/passung/v1/profile_service_pb';
import { useLoad } from '../../load';
import { number, t, word } from '../../messages';
import { isOneOf } from '../../rights';
import { idOf, linkTo } from '../../router';
import { Preview } from './preview';
import { AdminScreen } from './tabs';
import { Versions, versionOf } from './versions';

const MOST_WEIGHT = 1_000_000;
const MOST_NOTE_CHARACTERS = 1_900; // the server takes 4 000 bytes, and most letters are one or two
const SWITCHES = [RuleSwitch.ENFORCE, RuleSwitch.FLAG, RuleSwitch.OFF];

// "OCCUPATION_FIT" → "occupationFit": criteria and rules have the names of their fields in a profile.
const namesOf = (of: object) => Object.keys(of).filter((name) => Number.isNaN(Number(name)) && name !== 'UNSPECIFIED');
const fieldOf = (name: string) => name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

// What can be changed here; the tables of points stay as they are.
interface Draft {
  weights: Record<string, number>;
  switches: Record<string, number>;
  note: string;
}

function draftOf(profile: ScoringProfile): Draft {
  const { weights, switches } = profile as unknown as { weights?: Record<string, number>; switches?: Record<string, number> };
  return {
    weights: Object.fromEntries(namesOf(Criterion).map((name) => [fieldOf(name), weights?.[fieldOf(name)] ?? 0])),
    switches: Object.fromEntries(namesOf(Rule).map((name) => [fieldOf(name), switches?.[fieldOf(name)] ?? RuleSwitch.ENFORCE])),
    note: profile.note,
  };
}

// The profile with what was changed, for the server to number.
function drafted(profile: ScoringProfile, { weights, switches, note }: Draft): ScoringProfile {
  const copy = structuredClone(profile);
  Object.assign(copy.weights ?? {}, weights);
  Object.assign(copy.switches ?? {}, switches);
  return Object.assign(copy, { note, version: 0 });
}

function Weights({ draft, active, onChange }: { draft: Draft; active: Draft; onChange: (weights: Record<string, number>) => void }) {
  const sum = Object.values(draft.weights).reduce((all, one) => all + (one || 0), 0);
  return (
    <table class="cards">
      <caption>{t('page.profile.weights')}</caption>
      <thead><tr><th scope="col">{t('page.criterion')}</th><th scope="col">{t('page.profile.in_use')}</th><th scope="col">{t('page.profile.in_draft')}</th></tr></thead>
      <tbody>
        {namesOf(Criterion).map((name) => {
          const field = fieldOf(name);
          return (
            <tr key={field}>
              <th scope="row"><label for={`weight-${field}`}>{word('criterion', name)}</label></th>
              <td data-label={t('page.profile.in_use')} class="number">{number(active.weights[field] ?? 0)}</td>
              <td data-label={t('page.profile.in_draft')}>
                <input id={`weight-${field}`} type="number" inputMode="numeric" required min={0} max={MOST_WEIGHT} step={1}
                  value={Number.isNaN(draft.weights[field]) ? '' : draft.weights[field]}
                  onInput={(event) => onChange({ ...draft.weights, [field]: event.currentTarget.valueAsNumber })} />
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr class="total">
          <th scope="row">{t('page.profile.sum')}</th>
          <td data-label={t('page.profile.in_use')} class="number">{number(Object.values(active.weights).reduce((all, one) => all + one, 0))}</td>
          <td data-label={t('page.profile.in_draft')} class="number"><output id="weight-sum">{number(sum)}</output></td>
        </tr>
      </tfoot>
    </table>
  );
}

function Switches({ draft, active, onChange }: { draft: Draft; active: Draft; onChange: (switches: Record<string, number>) => void }) {
  return (
    <table class="cards">
      <caption>{t('page.rules_caption')}</caption>
      <thead><tr><th scope="col">{t('page.rule')}</th><th scope="col">{t('page.profile.in_use')}</th><th scope="col">{t('page.profile.in_draft')}</th></tr></thead>
      <tbody>
        {namesOf(Rule).map((name) => {
          const field = fieldOf(name);
          return (
            <tr key={field}>
              <th scope="row"><label for={`switch-${field}`}>{word('rule', name)}</label></th>
              <td data-label={t('page.profile.in_use')}>{word('rule_switch', RuleSwitch[active.switches[field] ?? 0])}</td>
              <td data-label={t('page.profile.in_draft')}>
                <select id={`switch-${field}`} value={draft.switches[field]} onChange={(event) => onChange({ ...draft.switches, [field]: Number(event.currentTarget.value) })}>
                  {SWITCHES.map((of) => <option key={of} value={of}>{word('rule_switch', RuleSwitch[of])}</option>)}
                </select>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

// `kept` has the drafts of this page by version: whoever takes another version and comes back finds theirs.
function Editor({ base, active, kept, onSave }: { base: ScoringProfile; active: ScoringProfile; kept: Map<number, Draft>; onSave: (profile: ScoringProfile) => void }) {
  const [draft, setDraft] = useState(() => kept.get(base.version) ?? draftOf(base));
  const [tried, setTried] = useState<{ draft: Draft; profile: ScoringProfile }>();
  const set = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    kept.set(base.version, next);
    setDraft(next);
  };
  const inUse = draftOf(active);
  return (
    <>
      <form class="profile" onSubmit={(event) => {
        event.preventDefault();
        if (event.submitter?.id === 'profile-save') onSave(drafted(base, draft));
        else setTried({ draft, profile: drafted(base, draft) });
      }}>
        <Weights draft={draft} active={inUse} onChange={(weights) => set({ weights })} />
        <p>{t('page.profile.sum_note')}</p>
        <Switches draft={draft} active={inUse} onChange={(switches) => set({ switches })} />
        <p>{t('page.profile.rule_note')}</p>
        <p>
          <label for="profile-note">{t('page.profile.note')}</label>
          <textarea id="profile-note" rows={4} maxLength={MOST_NOTE_CHARACTERS} value={draft.note} onInput={(event) => set({ note: event.currentTarget.value })} />
        </p>
        <p class="actions">
          {isOneOf(['mentor', 'coordinator', 'service'])
            ? <button type="submit">{t('page.profile.preview')}</button>
            : t('page.profile.no_preview')}{' '}
          {isOneOf(['admin']) ? <button id="profile-save" type="submit">{t('page.profile.save')}</button> : t('page.profile.no_save')}
        </p>
      </form>
      {tried !== undefined && tried.draft === draft && <Preview key={JSON.stringify(draft)} profile={tried.profile} />}
    </>
  );
}

interface Done {
  text: string;
  back: number; // version to go back to; 0: none
}

function Said({ done, fault, onBack }: { done: Done | undefined; fault: Fault | undefined; onBack: (version: number) => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => { if (done !== undefined || fault !== undefined) place.current?.focus(); }, [done, fault]);
  return (
    <div ref={place} tabIndex={-1} class="result" role="status">
      {done !== undefined && <p>{done.text}</p>}
      {done !== undefined && done.back > 0 && <button type="button" class="back" onClick={() => onBack(done.back)}>{t('page.profile.back_to', { version: done.back })}</button>}
      {fault !== undefined && <div class={`fault ${fault.kind}`}><h2>{t(`page.fault.${fault.kind}`)}</h2><p>{fault.text}</p></div>}
    </div>
  );
}

function OneProfile({ name, versions, again }: { name: string; versions: ProfileVersion[]; again: () => void }) {
  // What the draft began with: it stays when another version becomes the active one, and so does the draft.
  const [chosen, setChosen] = useState(() => versionOf(versions.find((of) => of.active)));
  const [done, setDone] = useState<Done>();
  const [fault, setFault] = useState<Fault>();
  const drafts = useRef(new Map<number, Draft>()).current;
  const heading = useRef<HTMLHeadingElement>(null);
  const active = versions.find((of) => of.active);
  const base = versions.find((of) => versionOf(of) === chosen) ?? active;
  const told = (call: Promise<ProfileVersion>, say: (answer: ProfileVersion) => Done) => {
    setDone(undefined);
    setFault(undefined);
    call.then((answer) => { setDone(say(answer)); again(); }, (error: unknown) => setFault(faultOf(error)));
  };
  const save = (profile: ScoringProfile) => told(profileService.createProfileVersion({ profile }), (answer) => {
    drafts.delete(versionOf(base));
    setChosen(versionOf(answer));
    return { text: t('page.profile.saved', { version: versionOf(answer) }), back: 0 };
  });
  const activate = (version: number) => told(profileService.activateProfile({ name: `profiles/${name}`, version }), () =>
    ({ text: t('page.profile.activated', { version }), back: versionOf(active) }));
  // The button that was pressed is switched off by it: the keyboard goes on where the draft is.
  const take = (version: number) => { setChosen(version); heading.current?.focus(); };
  if (base?.profile === undefined || active?.profile === undefined) return <p class="empty">{t('page.profile.none', { name })}</p>;
  return (
    <>
      <Versions versions={versions} base={versionOf(base)} onTake={take} onActivate={activate} />
      <Said done={done} fault={fault} onBack={activate} />
      <h2 ref={heading} tabIndex={-1}>{t('page.profile.edit', { version: versionOf(base) })}</h2>
      <Editor key={versionOf(base)} base={base.profile} active={active.profile} kept={drafts} onSave={save} />
    </>
  );
}

function Profiles({ name }: { name: string }) {
  const [loaded, again] = useLoad('profiles', (signal) => profileService.listProfiles({ pageSize: 500 }, { signal }));
  return (
    <WhenThere loaded={loaded} again={again}>
      {({ profiles }) => (
        <>
          <form class="filters" onSubmit={(event) => event.preventDefault()}>
            <p>
              <label for="profile-name">{t('page.admin.profile_name')}</label>
              <select id="profile-name" value={name} onChange={(event) => { location.hash = linkTo(['admin', 'profile', event.currentTarget.value]); }}>
                {[...new Set(profiles.map((of) => idOf(of.profile?.name ?? '')))].map((id) => <option key={id} value={id}>{id}</option>)}
              </select>
            </p>
          </form>
          <OneProfile key={name} name={name} versions={profiles.filter((of) => of.profile?.name === `profiles/${name}`)} again={again} />
        </>
      )}
    </WhenThere>
  );
}

export const ProfileScreen = ({ name }: { name: string }) => <AdminScreen here="profile"><Profiles name={name} /></AdminScreen>;
