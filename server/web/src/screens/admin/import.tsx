import { useEffect, useRef, useState } from 'preact/hooks';
import { type Fault, faultOf } from '../../api';
import { ProblemCode } from '../../generated/passung/v1/problem_pb';
import { type ImportReport, type RecordProblem, RecordVerdict } from '../../generated/passung/v1/result_pb';
import { importVacancies, MOST_FILE_BYTES } from '../../import_file';
import { number, t, word } from '../../messages';
import { AdminScreen } from './tabs';

const MOST_ROWS = 200;

interface Answer {
  report: ImportReport;
  revision: bigint | undefined; // absent: a trial
}

const counted = (report: ImportReport): Record<string, string> => ({
  accepted: number(Number(report.accepted)), warnings: number(Number(report.acceptedWithWarnings)), refused: number(Number(report.refused)),
});

// What is wrong, in the language of the page; what the server can only say in English is marked as such.
function Remark({ problem: { code, reason, text } }: { problem: RecordProblem }) {
  const at = code === ProblemCode.OTHER ? text.indexOf(reason) : -1;
  if (at < 0 || reason === '') return <>{text}</>;
  return <>{text.slice(0, at)}<span lang="en">{reason}</span>{text.slice(at + reason.length)}</>;
}

// Each fault of each record: where it stands, what is wrong with which value and what is allowed.
function Problems({ report }: { report: ImportReport }) {
  const rows = report.records.flatMap((record) => record.problems.map((problem) => ({ record, problem })));
  if (rows.length === 0) return <p>{t('page.import.no_problems')}</p>;
  return (
    <>
      <table class="cards">
        <caption>{t('page.import.problems', { n: number(rows.length) })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('page.import.line')}</th><th scope="col">{t('page.import.id')}</th><th scope="col">{t('page.verdict')}</th>
            <th scope="col">{t('page.import.column')}</th><th scope="col">{t('page.import.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map(({ record, problem }, i) => (
            <tr key={i}>
              <td data-label={t('page.import.line')} class="number">{number(Number(record.line))}</td>
              <td data-label={t('page.import.id')}>{record.id}</td>
              <td data-label={t('page.verdict')}>{word('record_verdict', RecordVerdict[record.verdict])}</td>
              <td data-label={t('page.import.column')}>{problem.field}</td>
              <td data-label={t('page.import.reason')}><Remark problem={problem} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && <p>{t('page.first_of', { n: MOST_ROWS })}</p>}
    </>
  );
}

function Report({ answer: { report, revision } }: { answer: Answer }) {
  return (
    <section class="report">
      <h2>{t(revision === undefined ? 'page.import.tried' : 'page.import.done')}</h2>
      <p>{t('page.import.counts', counted(report))}{' '}
        {revision === undefined ? t('page.import.nothing_stored') : t('page.import.stored', { revision: number(Number(revision)) })}{' '}
        {t('page.import.format', { format: report.format })}</p>
      {report.problems.length > 0 && (
        <>
          <h3>{t('page.import.of_the_file')}</h3>
          <ul>{report.problems.map((problem, i) => <li key={i}><Remark problem={problem} /></li>)}</ul>
        </>
      )}
      <Problems report={report} />
    </section>
  );
}

// No other file is chosen while one is on its way: what comes back is said of that one.
function FileForm({ file, busy, tried, onChoose, onSend }: {
  file: File | undefined; busy: boolean; tried: boolean; onChoose: (file: File | undefined) => void; onSend: (validateOnly: boolean) => void;
}) {
  const tooLarge = file !== undefined && file.size > MOST_FILE_BYTES;
  return (
    <form class="filters" onSubmit={(event) => { event.preventDefault(); onSend(!tried); }}>
      <p>
        <label for="import-file">{t('page.import.file')}</label>
        <input id="import-file" type="file" accept=".csv,.json,.jsonl,.jsonld,text/csv,application/json,application/ld+json" aria-describedby="import-note" disabled={busy}
          onChange={(event) => onChoose(event.currentTarget.files?.[0])} />
      </p>
      <button type="button" disabled={file === undefined || tooLarge || busy} onClick={() => onSend(true)}>{t('page.import.try')}</button>
      <button type="button" disabled={!tried || busy} onClick={() => onSend(false)}>{t('page.import.store')}</button>
      {tooLarge && <p role="alert">{t('page.import.too_large')}</p>}
    </form>
  );
}

function Import() {
  const [file, setFile] = useState<File>();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  const [fault, setFault] = useState<Fault>();
  const status = useRef<HTMLDivElement>(null);
  // What was acted on may be switched off afterwards: the keyboard goes on where the result stands.
  useEffect(() => { if (answer !== undefined || fault !== undefined) status.current?.focus(); }, [answer, fault]);
  const choose = (next: File | undefined) => { setFile(next); setAnswer(undefined); setFault(undefined); };
  const send = async (validateOnly: boolean) => {
    if (file === undefined || busy) return;
    setBusy(true);
    setFault(undefined);
    try {
      const { report, revision } = await importVacancies(file, validateOnly);
      if (report !== undefined) setAnswer({ report, revision: validateOnly ? undefined : revision });
    } catch (error) {
      setAnswer(undefined);
      setFault(faultOf(error));
    }
    setBusy(false);
  };
  const { report, revision } = answer ?? {};
  const tried = report !== undefined && revision === undefined && report.accepted + report.acceptedWithWarnings > 0n;
  return (
    <>
      <p id="import-note">{t('page.import.note')}</p>
      <FileForm file={file} busy={busy} tried={tried} onChoose={choose} onSend={(validateOnly) => void send(validateOnly)} />
      {busy && <p class="loading" role="status">{t('page.import.busy')}</p>}
      <div ref={status} tabIndex={-1} class="result" aria-live="polite">
        {fault !== undefined && <div class={`fault ${fault.kind}`}><h2>{t(`page.fault.${fault.kind}`)}</h2><p>{fault.text}</p></div>}
        {answer !== undefined && <Report answer={answer} />}
      </div>
    </>
  );
}

export const ImportScreen = () => <AdminScreen here="import"><Import /></AdminScreen>;
