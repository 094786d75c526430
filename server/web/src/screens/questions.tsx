import { useEffect, useRef, useState } from 'preact/hooks';
import { catalog, type Fault, faultOf, isConflict, match as service, PURPOSE } from '../api';
import { Bar } from '../components/bar';
import { FactForm, store } from '../components/fact_form';
import { KnownFacts } from '../components/known_facts';
import { MenteeTabs } from '../components/mentee_tabs';
import { WhenThere } from '../components/states';
import { type Fact, FACTS, factName, type Known } from '../facts';
import { type NextQuestion, UnknownFact } from '../generated/passung/v1/insight_pb';
import type { Mentee } from '../generated/passung/v1/mentee_pb';
import { View } from '../generated/passung/v1/record_pb';
import { today } from '../holding';
import { useLoad } from '../load';
import { currentLocale, t, word } from '../messages';

interface Properties {
  person: Mentee;
  day: string;
  open: string | undefined; // which form is open
  onOpen: (which: string | undefined) => void;
  onSaved: (name: string) => void;
  onConflict: () => void;
}

function Questions({ questions, limit, ...of }: Properties & { questions: NextQuestion[]; limit: number }) {
  return (
    <ol class="questions">
      {questions.map((question) => {
        const fact = FACTS.get(question.fact);
        const id = `question-${question.fact}-${question.qualification ?? ''}`;
        const name = factName(question.fact);
        return (
          <li key={id}>
            <h2>{name}</h2>
            <p><Bar share={question.atOnce} of={limit} kind="opens" /> {question.text}</p>
            {fact !== undefined && (
              <div>
                <button type="button" aria-expanded={of.open === id} aria-label={t('page.answer_of', { fact: name })} onClick={() => of.onOpen(of.open === id ? undefined : id)}>{t('page.answer')}</button>
                {of.open === id && (
                  <FactForm id={id} name={name} fact={fact} person={of.person} day={of.day} onSaved={() => of.onSaved(name)} onConflict={of.onConflict}
                    {...(question.qualification === undefined ? {} : { values: { qualification: String(question.qualification) } })} />
                )}
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}

// What is known, with a way to say otherwise.
function Facts({ person, day, open, onOpen, onSaved, onConflict }: Properties) {
  const [fault, setFault] = useState<Fault>();
  // What went wrong is of the last thing done: it is not said any more once something else is.
  const fine = (of: number) => { setFault(undefined); onSaved(factName(of)); };
  const endNow = (of: number, known: Known) => store(person, (other) => known.end?.(other, day) ?? []).then(
    () => fine(of),
    (error: unknown) => { setFault(isConflict(error) ? { kind: 'other', text: t('page.conflict') } : faultOf(error)); if (isConflict(error)) onConflict(); },
  );
  const isOpen = (of: number) => open === `fact-${of}`;
  const change = (of: number) => (
    <div><button type="button" aria-expanded={isOpen(of)} aria-label={t('page.change_of', { fact: factName(of) })} onClick={() => onOpen(isOpen(of) ? undefined : `fact-${of}`)}>{t('page.change')}</button></div>
  );
  const form = (of: number, fact: Fact) => isOpen(of) && (
    <FactForm id={`fact-${of}`} name={factName(of)} fact={fact} person={person} day={day} onSaved={() => fine(of)} onConflict={onConflict} />
  );
  return (
    <>
      {fault !== undefined && <p role="alert">{fault.text}</p>}
      <KnownFacts person={person} day={day} change={change} form={form}
        end={(of, known) => <div><button type="button" aria-label={t('page.end_of', { what: known.text })} onClick={() => void endNow(of, known)}>{t('page.end')}</button></div>} />
    </>
  );
}

// What is not known and what to ask first, and everything that is known.
export function QuestionsScreen({ mentee }: { mentee: string }) {
  const [open, setOpen] = useState<string>();
  const [saved, setSaved] = useState<string>();
  const status = useRef<HTMLParagraphElement>(null);
  const name = `mentees/${mentee}`;
  const [loaded, again] = useLoad(mentee, async (signal) => {
    const [answer, person] = await Promise.all([
      service.analyzeUnknowns({ subject: { case: 'mentee', value: name }, locale: currentLocale(), purpose: PURPOSE }, { signal }),
      catalog.getMentee({ name, view: View.FULL, purpose: PURPOSE }, { signal }),
    ]);
    return { answer, person, day: answer.versions?.asOf ?? today() };
  });
  // What was acted on is gone: the keyboard goes on where it is said what was done and what comes next.
  useEffect(() => { if (saved !== undefined && loaded.state === 'there') status.current?.focus(); }, [saved, loaded.state]);
  const done = (fact: string) => { setOpen(undefined); setSaved(fact); again(); };
  return (
    <>
      <MenteeTabs mentee={mentee} here="questions" />
      <WhenThere loaded={loaded} again={again}>
        {({ answer, person, day }) => {
          const properties = { person, day, open, onOpen: (which: string | undefined) => { setSaved(undefined); setOpen(which); }, onSaved: done, onConflict: again };
          const [next] = answer.questions;
          return (
            <>
              <p ref={status} role="status" tabIndex={-1} class="next-question">
                {saved !== undefined && <>{t('page.fact_saved', { fact: saved })} </>}
                {next === undefined ? t('page.no_questions') : t('page.next_question', { fact: word('unknown_fact', UnknownFact[next.fact]) })}
              </p>
              {answer.questions.length > 0 && <Questions questions={answer.questions} limit={answer.limit} {...properties} />}
              <Facts {...properties} />
            </>
          );
        }}
      </WhenThere>
    </>
  );
}
