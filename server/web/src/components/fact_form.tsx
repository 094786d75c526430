// States a fact of a person anew and stores it. What somebody else changed meanwhile is not written over.
import { clone } from '@bufbuild/protobuf';
import { useState } from 'preact/hooks';
import { catalog, type Fault, faultOf, isConflict } from '../api';
import { type Fact, type Field, type Values } from '../facts';
import { type Mentee, MenteeSchema } from '../generated/passung/v1/mentee_pb';
import { day as dayText, t, weekday } from '../messages';

// Stores what `change` does to the person: only while the person is as the page knows them.
export async function store(person: Mentee, change: (other: Mentee) => string[]): Promise<void> {
  const other = clone(MenteeSchema, person);
  const paths = change(other);
  await catalog.updateMentee({ mentee: other, updateMask: { paths } });
}

interface InputProperties {
  id: string;
  field: Field;
  value: string;
  onChange: (value: string) => void;
}

function Days({ id, value, onChange }: InputProperties) {
  const chosen = value.split(',').filter((of) => of !== '');
  const turn = (day: string, on: boolean) => onChange([...chosen.filter((of) => of !== day), ...(on ? [day] : [])].sort().join(','));
  return (
    <fieldset>
      <legend>{t('page.fact.days')}</legend>
      {['0', '1', '2', '3', '4', '5', '6'].map((day) => (
        <label key={day}><input id={`${id}-${day}`} type="checkbox" checked={chosen.includes(day)} onChange={(event) => turn(day, event.currentTarget.checked)} /> {weekday(Number(day))}</label>
      ))}
    </fieldset>
  );
}

function Input(of: InputProperties) {
  const { id, field, value, onChange } = of;
  if (field.type === 'days') return <Days {...of} />;
  return (
    <div>
      <label for={id}>{t(`page.fact.${field.name}`)}</label>
      {field.type === 'choice' ? (
        <select id={id} value={value} required={field.required} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{t(field.required ? 'page.choose' : 'page.unknown')}</option>
          {field.options?.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
        </select>
      ) : (
        <input id={id} {...({ type: field.type } as { type: 'text' })} value={value} required={field.required} min={field.min} max={field.max} pattern={field.pattern} autocomplete="off"
          onInput={(event) => onChange(event.currentTarget.value)} />
      )}
    </div>
  );
}

interface Properties {
  id: string;
  name: string;
  fact: Fact;
  person: Mentee;
  day: string;
  values?: Values; // what it begins with, beside what is known
  onSaved: () => void;
  onConflict: () => void; // the person is to be asked for anew
}

export function FactForm({ id, name, fact, person, day, values: given, onSaved, onConflict }: Properties) {
  const [values, setValues] = useState<Values>(() => ({ ...fact.now(person, day), ...given }));
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await store(person, (other) => fact.state(other, values, day));
      onSaved();
    } catch (error) {
      setBusy(false);
      setFault(isConflict(error) ? { kind: 'other', text: t('page.conflict') } : faultOf(error));
      if (isConflict(error)) onConflict();
    }
  };
  return (
    <form class="fact-form" aria-label={t('page.state_fact', { fact: name })} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      {fact.fields(person).map((field) => (
        <Input key={field.name} id={`${id}-${field.name}`} field={field} value={values[field.name] ?? ''} onChange={(value) => setValues((all) => ({ ...all, [field.name]: value }))} />
      ))}
      <div><button type="submit" disabled={busy}>{t('page.save_fact', { day: dayText(day) })}</button></div>
      {fault !== undefined && <div role="alert">{fault.text}</div>}
    </form>
  );
}
