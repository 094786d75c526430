// The facts of a person that a mentor can state: what is known of each, the fields that state it anew, and the person
// with it. A new fact holds from a day on and stands beside what was known before.
import { create } from '@bufbuild/protobuf';
import { UnknownFact } from './generated/passung/v1/insight_pb';
import {
  type AreaLimit, AreaLimitSchema, ExperienceSchema, GermanFactSchema, HomeSchema, type HoursFact, HoursFactSchema, LicenceFactSchema, LicenceSetSchema,
  type Mentee, type MenteeFacts, MenteeFactsSchema, QualificationSchema, RecognitionSchema, type Residence, ResidenceFactSchema, ResidenceSchema,
  SchoolFactSchema, SkillFactSchema, SkillSetSchema, WishSchema,
} from './generated/passung/v1/mentee_pb';
import {
  AccessBar, AccessNote, LanguageLevel, LanguageProof, LicenceKind, RecognitionOutcome, RecognitionStep, ResidenceStatus, SchoolCertificate, SkillLevelsSchema,
  TimeWindowSchema, TimeWindowsSchema, Track, type Validity, ValiditySchema, WeeklyHoursSchema,
} from './generated/passung/v1/vocabulary_pb';
import { SEATS } from './districts';
import { ended, type Dated, holds, presentOf } from './holding';
import { day as dayText, t, weekday, word } from './messages';
import { areaName, districtName, occupationName, skillName } from './names';
import { hoursFrom, germanFrom, movedTo, stand } from './what_if';

// What somebody states, by the name of its field; empty: not stated.
export type Values = Record<string, string>;

export interface Field {
  name: string; // its words: page.fact.NAME
  type: 'choice' | 'date' | 'days' | 'number' | 'text' | 'time';
  options?: [string, string][];
  required?: boolean;
  min?: number;
  max?: number;
  pattern?: string;
}

// One thing that is known. `end`: leaves out of the person that it holds, and gives the paths of that.
export interface Known {
  text: string;
  since?: string | undefined;
  until?: string | undefined;
  source?: string | undefined;
  end?: (person: Mentee, day: string) => string[];
}

export interface Fact {
  known: (person: Mentee, day: string) => Known[];
  fields: (person: Mentee) => Field[];
  // What the fields begin with.
  now: (person: Mentee, day: string) => Values;
  // Changes the person, and gives the paths of what was changed, as an update names them.
  state: (person: Mentee, values: Values, day: string) => string[];
}

const factsOf = (person: Mentee): MenteeFacts => (person.facts ??= create(MenteeFactsSchema));
const residenceOf = (person: Mentee): Residence => (person.residence ??= create(ResidenceSchema));
const from = (day: string, until = '') => create(ValiditySchema, { from: day, ...(until === '' ? {} : { until }) });
const days = ({ valid }: { valid?: Validity | undefined }) => ({ since: valid?.from, until: valid?.until });
const joined = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined && part !== '').join(', ');
const code = (value: number | undefined) => (value === undefined || value === 0 ? '' : String(value));

// The values of an enumeration but its zero, as they are called.
const choices = (key: string, of: Record<string, string | number>): [string, string][] =>
  Object.entries(of).filter(([, value]) => typeof value === 'number' && value !== 0).map(([name, value]) => [String(value), word(key, name)]);
const choice = (name: string, options: [string, string][], required = false): Field => ({ name, type: 'choice', options, required });
const yesOrNo = (): [string, string][] => [['1', t('page.yes')], ['0', t('page.no')]];
const districts = (): [string, string][] => SEATS.map(({ code: of }) => [of, districtName(of)]);

// ----------------------------------------------------------------------------------------------------- work and school

const SKILLS = ['listening', 'reading', 'speaking', 'writing'] as const;

const german: Fact = {
  known: (person, day) => factsOf(person).german.filter((of) => holds(of, day)).map((of) => ({
    ...days(of), text: joined(...SKILLS.flatMap((skill) => of.levels?.[skill] ? [`${word('language_skill', skill)} ${word('language_level', LanguageLevel[of.levels[skill]])}`] : [])),
    source: joined(word('language_proof', LanguageProof[of.proof]), of.proofDate === undefined ? '' : dayText(of.proofDate)),
  })),
  fields: () => [
    ...SKILLS.map((skill) => choice(skill, choices('language_level', LanguageLevel))), choice('proof', choices('language_proof', LanguageProof)), { name: 'proof_date', type: 'date' },
  ],
  now: (person, day) => Object.fromEntries(SKILLS.map((skill) =>
    [skill, code(Math.max(0, ...factsOf(person).german.filter((of) => holds(of, day)).map((of) => of.levels?.[skill] ?? 0)))])),
  state: (person, values, day) => {
    const levels = create(SkillLevelsSchema, Object.fromEntries(SKILLS.map((skill) => [skill, Number(values[skill] ?? 0)])));
    const facts = factsOf(person);
    facts.german = germanFrom(facts.german, create(GermanFactSchema, {
      levels, proof: Number(values.proof ?? 0), valid: from(day), ...(values.proof_date ? { proofDate: values.proof_date } : {}),
    }), day);
    return ['facts.german'];
  },
};

// Of an entry of a list that all hold: left out from the day on.
const without = <T extends Dated>(all: T[], gone: T, day: string): T[] => all.flatMap((of) => (of === gone ? (ended(of, day) ?? []) : of));

const CLAIMS = ['wishes', 'experiences', 'qualifications'] as const;
const claims: Fact = {
  known: (person, day) => CLAIMS.flatMap((kind) => factsOf(person)[kind].flatMap((of, i): Known[] => holds(of, day) ? [{
    ...days(of),
    text: joined(`${t(`page.claim.${kind}`)}: ${occupationName(of.occupation)}`, 'months' in of ? t('page.months', { n: of.months }) : '', 'year' in of && of.year !== undefined ? String(of.year) : ''),
    end: (other, now) => {
      const facts = factsOf(other);
      if (kind === 'wishes') facts.wishes = without(facts.wishes, facts.wishes[i]!, now);
      else if (kind === 'experiences') facts.experiences = without(facts.experiences, facts.experiences[i]!, now);
      else facts.qualifications = without(facts.qualifications, facts.qualifications[i]!, now);
      return [`facts.${kind}`];
    },
  }] : [])),
  fields: () => [
    choice('claim', CLAIMS.map((kind) => [kind, t(`page.claim.${kind}`)]), true), { name: 'occupation', type: 'text', pattern: '\\d{5}', required: true },
    { name: 'months', type: 'number', min: 0, max: 720 }, { name: 'year', type: 'number', min: 1950, max: 2199 },
  ],
  now: () => ({}),
  state: (person, { claim = '', occupation = '', months = '', year = '' }, day) => {
    const facts = factsOf(person);
    const valid = from(day);
    if (claim === 'wishes') facts.wishes.push(create(WishSchema, { occupation, valid }));
    else if (claim === 'experiences') facts.experiences.push(create(ExperienceSchema, { occupation, months: Number(months), valid }));
    else facts.qualifications.push(create(QualificationSchema, { occupation, valid, ...(year === '' ? {} : { year: Number(year) }) }));
    return [`facts.${claim}`];
  },
};

const recognition: Fact = {
  known: (person, day) => factsOf(person).qualifications.flatMap((of) => {
    const now = presentOf(of.recognitions, day);
    return now === undefined ? [] : [{
      ...days(now), text: joined(`${occupationName(of.occupation)}: ${word('recognition_outcome', RecognitionOutcome[now.outcome])}`, word('recognition_step', RecognitionStep[now.step])),
    }];
  }),
  fields: (person) => [
    choice('qualification', factsOf(person).qualifications.map((of, i) => [String(i), occupationName(of.occupation)]), true),
    choice('outcome', choices('recognition_outcome', RecognitionOutcome)), choice('step', choices('recognition_step', RecognitionStep)), { name: 'until', type: 'date' },
  ],
  now: (person) => (factsOf(person).qualifications.length === 1 ? { qualification: '0' } : {}),
  state: (person, values, day) => {
    const of = factsOf(person).qualifications[Number(values.qualification)]!;
    const reference = presentOf(of.recognitions, day)?.reference;
    of.recognitions = stand(of.recognitions, create(RecognitionSchema, {
      outcome: Number(values.outcome ?? 0), step: Number(values.step ?? 0), valid: from(day, values.until), ...(reference === undefined ? {} : { reference }),
    }), day);
    return ['facts.qualifications'];
  },
};

const school: Fact = {
  known: (person, day) => factsOf(person).schools.filter((of) => holds(of, day)).map((of) => ({
    ...days(of), text: joined(word('school_certificate', SchoolCertificate[of.certificate]), of.years === undefined ? '' : t('page.years', { n: of.years })),
  })),
  fields: () => [choice('certificate', choices('school_certificate', SchoolCertificate)), { name: 'school_years', type: 'number', min: 0, max: 20 }],
  now: (person, day) => {
    const held = factsOf(person).schools.filter((of) => holds(of, day));
    const years = held.flatMap((of) => of.years ?? []);
    return { certificate: code(Math.max(0, ...held.map((of) => of.certificate))), school_years: years.length === 0 ? '' : String(Math.max(...years)) };
  },
  state: (person, { certificate = '', school_years: years = '' }, day) => {
    // The best counts: what says more than what is stated now holds no longer.
    const saysMore = (of: MenteeFacts['schools'][number]) => (certificate !== '' && of.certificate > Number(certificate)) || (years !== '' && (of.years ?? 0) > Number(years));
    const facts = factsOf(person);
    facts.schools = [
      ...facts.schools.flatMap((of) => (saysMore(of) ? (ended(of, day) ?? []) : of)),
      create(SchoolFactSchema, { certificate: Number(certificate), valid: from(day), ...(years === '' ? {} : { years: Number(years) }) }),
    ];
    return ['facts.schools'];
  },
};

const NONE = 'none';

const licences: Fact = {
  known: (person, day) => {
    const set = factsOf(person).licences;
    if (set === undefined) return [];
    const held = set.licences.flatMap((of, i): Known[] => holds(of, day) ? [{
      ...days(of), text: word('licence_kind', LicenceKind[of.kind]),
      end: (other, now) => {
        const all = factsOf(other).licences!;
        all.licences = without(all.licences, all.licences[i]!, now);
        return ['facts.licences'];
      },
    }] : []);
    return held.length > 0 ? held : [{ text: t('page.none_held') }];
  },
  fields: () => [
    choice('licence', [[NONE, t('page.none_held')], ...choices('licence_kind', LicenceKind).filter(([kind]) => Number(kind) !== LicenceKind.CERTIFICATE_OF_CONDUCT)], true),
    { name: 'until', type: 'date' },
  ],
  now: () => ({}),
  state: (person, { licence = '', until = '' }, day) => {
    const set = (factsOf(person).licences ??= create(LicenceSetSchema));
    set.licences = set.licences.flatMap((of) => (licence === NONE || of.kind === Number(licence) ? (ended(of, day) ?? []) : of));
    if (licence !== NONE) set.licences.push(create(LicenceFactSchema, { kind: Number(licence), valid: from(day, until) }));
    return ['facts.licences'];
  },
};

const skills: Fact = {
  known: (person, day) => {
    const set = factsOf(person).skills;
    if (set === undefined) return [];
    const held = set.skills.flatMap((of, i): Known[] => holds(of, day) ? [{
      ...days(of), text: skillName(of.id),
      end: (other, now) => {
        const all = factsOf(other).skills!;
        all.skills = without(all.skills, all.skills[i]!, now);
        return ['facts.skills'];
      },
    }] : []);
    return held.length > 0 ? held : [{ text: t('page.none_held') }];
  },
  fields: () => [{ name: 'skill', type: 'text', pattern: '[A-Za-z0-9._\\-]{1,63}' }],
  now: () => ({}),
  state: (person, { skill = '' }, day) => {
    const set = (factsOf(person).skills ??= create(SkillSetSchema));
    set.skills = set.skills.flatMap((of) => (skill === '' || of.id === skill ? (ended(of, day) ?? []) : of));
    if (skill !== '') set.skills.push(create(SkillFactSchema, { id: skill, valid: from(day) }));
    return ['facts.skills'];
  },
};

// ------------------------------------------------------------------------------------------------------ way and time

const home: Fact = {
  known: (person, day) => [presentOf(factsOf(person).homes, day)].flatMap((of) => (of === undefined ? [] : [{ ...days(of), text: joined(of.postalCode, districtName(of.district)) }])),
  fields: () => [choice('district', districts(), true), { name: 'postal_code', type: 'text', pattern: '\\d{5}' }],
  now: (person, day) => {
    const of = presentOf(factsOf(person).homes, day);
    return { district: of?.district ?? '', postal_code: of?.postalCode ?? '' };
  },
  state: (person, { district = '', postal_code: postalCode = '' }, day) => {
    const facts = factsOf(person);
    const old = presentOf(facts.homes, day);
    // The point is that of the postal code: it stays with it.
    const point = old?.postalCode === postalCode && old.district === district ? old.point : undefined;
    movedTo(facts, create(HomeSchema, { district, postalCode, valid: from(day), ...(point === undefined ? {} : { point }) }), day);
    return ['facts.homes', 'facts.travel_times'];
  },
};

const minutes: Fact = {
  known: (person) => (factsOf(person).maxTravelMinutes === undefined ? [] : [{ text: t('page.minutes', { n: factsOf(person).maxTravelMinutes! }) }]),
  fields: () => [{ name: 'minutes', type: 'number', min: 1, max: 600, required: true }],
  now: (person) => ({ minutes: code(factsOf(person).maxTravelMinutes) }),
  state: (person, values) => {
    factsOf(person).maxTravelMinutes = Number(values.minutes);
    return ['facts.max_travel_minutes'];
  },
};

const car: Fact = {
  known: (person) => (factsOf(person).hasCar === undefined ? [] : [{ text: t(factsOf(person).hasCar ? 'page.yes' : 'page.no') }]),
  fields: () => [choice('car', yesOrNo(), true)],
  now: (person) => (factsOf(person).hasCar === undefined ? {} : { car: factsOf(person).hasCar ? '1' : '0' }),
  state: (person, values) => {
    factsOf(person).hasCar = values.car === '1';
    return ['facts.has_car'];
  },
};

const hoursNow = (person: Mentee, day: string): HoursFact | undefined => presentOf(factsOf(person).hours, day);

const hours: Fact = {
  known: (person, day) => [hoursNow(person, day)].flatMap((of) => of?.hours === undefined ? [] : [{ ...days(of), text: t('page.hours_range', { min: of.hours.min, max: of.hours.max }) }]),
  fields: () => [{ name: 'hours_min', type: 'number', min: 1, max: 48, required: true }, { name: 'hours_max', type: 'number', min: 1, max: 48, required: true }],
  now: (person, day) => ({ hours_min: code(hoursNow(person, day)?.hours?.min), hours_max: code(hoursNow(person, day)?.hours?.max) }),
  state: (person, values, day) => {
    const facts = factsOf(person);
    facts.hours = hoursFrom(facts.hours, create(WeeklyHoursSchema, { min: Number(values.hours_min), max: Number(values.hours_max) }), day);
    return ['facts.hours'];
  },
};

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const windows: Fact = {
  known: (person, day) => [hoursNow(person, day)].flatMap((of) => of?.windows === undefined ? [] : [{
    ...days(of), text: joined(...of.windows.windows.map((one) => `${weekday(one.weekday ?? 0)} ${clock(one.fromMinute)}–${clock(one.toMinute)}`)),
  }]),
  fields: () => [{ name: 'days', type: 'days' }, { name: 'time_from', type: 'time', required: true }, { name: 'time_to', type: 'time', required: true }],
  // What is known, as far as the form can say it: the same times on each of some days.
  now: (person, day) => {
    const known = hoursNow(person, day)?.windows?.windows ?? [];
    const [first] = known;
    if (first === undefined || known.some((of) => of.fromMinute !== first.fromMinute || of.toMinute !== first.toMinute)) {
      return { days: '0,1,2,3,4', time_from: '07:00', time_to: '16:00' };
    }
    return { days: known.map((of) => of.weekday ?? 0).sort().join(','), time_from: clock(first.fromMinute), time_to: clock(first.toMinute) };
  },
  state: (person, values, day) => {
    const facts = factsOf(person);
    const now = presentOf(facts.hours, day);
    const times = { fromMinute: minuteOf(values.time_from ?? ''), toMinute: minuteOf(values.time_to ?? '') };
    facts.hours = stand(facts.hours, create(HoursFactSchema, {
      windows: create(TimeWindowsSchema, { windows: (values.days ?? '').split(',').filter((of) => of !== '').map((of) => create(TimeWindowSchema, { weekday: Number(of), ...times })) }),
      valid: from(day), ...(now?.hours === undefined ? {} : { hours: now.hours }),
    }), day);
    return ['facts.hours'];
  },
};

const firstDay: Fact = {
  known: (person) => (factsOf(person).availableFrom === undefined ? [] : [{ text: dayText(factsOf(person).availableFrom) }]),
  fields: () => [{ name: 'first_day', type: 'date', required: true }],
  now: (person) => ({ first_day: factsOf(person).availableFrom ?? '' }),
  state: (person, values) => {
    factsOf(person).availableFrom = values.first_day ?? '';
    return ['facts.available_from'];
  },
};

const track: Fact = {
  known: (person) => (factsOf(person).track === Track.UNSPECIFIED ? [] : [{ text: word('track', Track[factsOf(person).track]) }]),
  fields: () => [choice('track', choices('track', Track), true)],
  now: (person) => ({ track: code(factsOf(person).track) }),
  state: (person, values) => {
    factsOf(person).track = Number(values.track);
    return ['facts.track'];
  },
};

// ------------------------------------------------------------------------------------------------------- law and limits

const residence: Fact = {
  known: (person, day) => [presentOf(residenceOf(person).titles, day)].flatMap((of) => of === undefined ? [] : [{
    ...days(of),
    text: joined(word('residence_status', ResidenceStatus[of.status]), of.note === AccessNote.UNSPECIFIED ? '' : word('access_note', AccessNote[of.note]),
      of.accessBar === AccessBar.UNSPECIFIED ? '' : word('access_bar', AccessBar[of.accessBar])),
    source: of.documentUntil === undefined ? undefined : t('page.document_until', { day: dayText(of.documentUntil) }),
  }]),
  fields: () => [
    choice('status', choices('residence_status', ResidenceStatus)), choice('access_note', choices('access_note', AccessNote)), choice('access_bar', choices('access_bar', AccessBar)),
    { name: 'document_until', type: 'date' }, { name: 'stay_since', type: 'date' },
  ],
  now: (person, day) => {
    const of = presentOf(residenceOf(person).titles, day);
    return of === undefined ? {} : { status: code(of.status), access_note: code(of.note), access_bar: code(of.accessBar), document_until: of.documentUntil ?? '', stay_since: of.staySince ?? '' };
  },
  state: (person, values, day) => {
    const of = residenceOf(person);
    const now = presentOf(of.titles, day);
    of.titles = stand(of.titles, create(ResidenceFactSchema, {
      status: Number(values.status ?? 0), note: Number(values.access_note ?? 0), accessBar: Number(values.access_bar ?? 0), valid: from(day), ...(now === undefined ? {} : { housing: now.housing }),
      ...(values.document_until ? { documentUntil: values.document_until } : {}), ...(values.stay_since ? { staySince: values.stay_since } : {}),
    }), day);
    return ['residence.titles'];
  },
};

const limit = (path: string, read: (person: Mentee) => AreaLimit[], write: (person: Mentee, all: AreaLimit[]) => void): Fact => ({
  known: (person, day) => [presentOf(read(person), day)].flatMap((of) => (of === undefined ? [] : [{ ...days(of), text: of.limited ? areaName(of.area) : t('page.none_held') }])),
  fields: () => [choice('area', [[NONE, t('page.none_held')], ['14', areaName('14')], ...districts()], true)],
  now: (person, day) => {
    const of = presentOf(read(person), day);
    return of === undefined ? {} : { area: of.limited ? of.area : NONE };
  },
  state: (person, { area = '' }, day) => {
    write(person, stand(read(person), create(AreaLimitSchema, { limited: area !== NONE, area: area === NONE ? '' : area, valid: from(day) }), day));
    return [path];
  },
});
const movement = limit('facts.movement_limits', (person) => factsOf(person).movementLimits, (person, all) => { factsOf(person).movementLimits = all; });
const obligation = limit('residence.obligations', (person) => residenceOf(person).obligations, (person, all) => { residenceOf(person).obligations = all; });

// All of them, in the order in which they are shown. MINUTES is nothing that is ever asked for: unknown is the profile's limit.
export const MINUTES = 0;
export const FACTS: ReadonlyMap<number, Fact> = new Map([
  [UnknownFact.CLAIMS, claims], [UnknownFact.RECOGNITION, recognition], [UnknownFact.GERMAN, german], [UnknownFact.SCHOOL, school], [UnknownFact.LICENCES, licences],
  [UnknownFact.SKILLS, skills], [UnknownFact.TRACK, track], [UnknownFact.FIRST_DAY, firstDay], [UnknownFact.HOURS, hours], [UnknownFact.WINDOWS, windows],
  [UnknownFact.HOME, home], [MINUTES, minutes], [UnknownFact.CAR, car], [UnknownFact.RESIDENCE, residence], [UnknownFact.OBLIGATION, obligation], [UnknownFact.MOVEMENT, movement],
]);

export const factName = (of: number): string => (of === MINUTES ? t('page.what_if.minutes') : word('unknown_fact', UnknownFact[of]));
