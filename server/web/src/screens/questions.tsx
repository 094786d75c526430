import { match as service, PURPOSE } from '../api';
import { Bar } from '../components/bar';
import { MenteeTabs } from '../components/mentee_tabs';
import { WhenThere } from '../components/states';
import { UnknownFact } from '../generated/passung/v1/insight_pb';
import { useLoad } from '../load';
import { currentLocale, t, word } from '../messages';

// What is not known, and what to ask first.
export function QuestionsScreen({ mentee }: { mentee: string }) {
  const [loaded, again] = useLoad(mentee, (signal) =>
    service.analyzeUnknowns({ subject: { case: 'mentee', value: `mentees/${mentee}` }, locale: currentLocale(), purpose: PURPOSE }, { signal }));
  return (
    <>
      <MenteeTabs mentee={mentee} here="questions" />
      <WhenThere loaded={loaded} again={again}>
        {(answer) => answer.questions.length === 0 ? <p class="empty">{t('page.no_questions')}</p> : (
          <ol class="questions">
            {answer.questions.map((question) => (
              <li key={question.fact}>
                <h2>{word('unknown_fact', UnknownFact[question.fact])}</h2>
                <p><Bar share={question.atOnce} of={answer.limit} kind="opens" /> {question.text}</p>
              </li>
            ))}
          </ol>
        )}
      </WhenThere>
    </>
  );
}
