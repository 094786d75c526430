// The server's methods, as its contract has them, and what can go wrong with a call.
import { type Client, Code, ConnectError, createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { LocalizedMessageSchema, RetryInfoSchema } from './generated/google/rpc/error_details_pb';
import { AdminService } from './generated/passung/v1/admin_service_pb';
import { AssignmentService } from './generated/passung/v1/assignment_service_pb';
import { CatalogService } from './generated/passung/v1/catalog_service_pb';
import { MatchService } from './generated/passung/v1/match_service_pb';
import { OfferService } from './generated/passung/v1/offer_service_pb';
import { PinService } from './generated/passung/v1/pin_service_pb';
import { ProfileService } from './generated/passung/v1/profile_service_pb';
import { Purpose } from './generated/passung/v1/record_pb';
import { ReportService } from './generated/passung/v1/report_service_pb';
import { currentLocale, t } from './messages';

const TOKEN_KEPT_UNDER = 'passung.token';

// Kept as long as the tab is open, and nowhere else.
export const tokenOfTab = (): string => sessionStorage.getItem(TOKEN_KEPT_UNDER) ?? '';
export function keepToken(token: string): void {
  if (token === '') sessionStorage.removeItem(TOKEN_KEPT_UNDER);
  else sessionStorage.setItem(TOKEN_KEPT_UNDER, token);
}

// What every call says of who asks and in which language.
export function headersOfTab(): Record<string, string> {
  const token = tokenOfTab();
  return { 'Accept-Language': currentLocale(), ...(token === '' ? {} : { Authorization: `Bearer ${token}` }) };
}

const signed: Interceptor = (next) => (request) => {
  for (const [name, value] of Object.entries(headersOfTab())) request.header.set(name, value);
  return next(request);
};

const MOST_ATTEMPTS = 6;
const LEAST_WAIT_MS = 100;

// What a busy server refuses it has not begun, and it says when to come again: a screen of several reports waits its turn.
export async function patiently<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let attempt = 1; ; ++attempt) {
    try {
      return await call();
    } catch (error) {
      const known = ConnectError.from(error);
      if (known.code !== Code.ResourceExhausted || attempt === MOST_ATTEMPTS || signal?.aborted) throw error;
      const [info] = known.findDetails(RetryInfoSchema);
      if (info === undefined) throw error;
      const asked = Number(info.retryDelay?.seconds ?? 0n) * 1_000 + (info.retryDelay?.nanos ?? 0) / 1e6;
      await new Promise((resolve) => setTimeout(resolve, Math.max(asked, LEAST_WAIT_MS * 2 ** attempt)));
    }
  }
}
const patient: Interceptor = (next) => (request) => patiently(() => next(request), request.signal);

// A screen of several reports asks for one after the other: each keeps a thread of the server busy.
let lastReport: Promise<unknown> = Promise.resolve();
const inTurn: Interceptor = (next) => (request) => {
  if (request.service.typeName !== ReportService.typeName && request.method.name !== 'ListOfferGaps') return next(request);
  const mine = lastReport.then(() => { request.signal.throwIfAborted(); return next(request); });
  lastReport = mine.catch(() => undefined);
  return mine;
};

const transport = createConnectTransport({ baseUrl: '/', interceptors: [inTurn, patient, signed], useBinaryFormat: true });
export const admin: Client<typeof AdminService> = createClient(AdminService, transport);
export const profileService: Client<typeof ProfileService> = createClient(ProfileService, transport);
export const match: Client<typeof MatchService> = createClient(MatchService, transport);
export const pinService: Client<typeof PinService> = createClient(PinService, transport);
export const offers: Client<typeof OfferService> = createClient(OfferService, transport);
export const report: Client<typeof ReportService> = createClient(ReportService, transport);
export const assignment: Client<typeof AssignmentService> = createClient(AssignmentService, transport);
export const catalog: Client<typeof CatalogService> = createClient(CatalogService, transport);

// Whoever opens the page counsels people.
export const PURPOSE = Purpose.COUNSELLING;

export type FaultKind = 'offline' | 'sign_in' | 'forbidden' | 'not_found' | 'busy' | 'conflict' | 'other';
export interface Fault {
  kind: FaultKind;
  text: string;
}

const KIND_OF = new Map<Code, FaultKind>([
  [Code.Unauthenticated, 'sign_in'],
  [Code.PermissionDenied, 'forbidden'],
  [Code.NotFound, 'not_found'],
  [Code.ResourceExhausted, 'busy'],
  [Code.DeadlineExceeded, 'busy'],
  [Code.FailedPrecondition, 'conflict'],
  [Code.Aborted, 'conflict'],
  [Code.AlreadyExists, 'conflict'],
]);

// Somebody else changed what was to be stored.
export const isConflict = (error: unknown): boolean => ConnectError.from(error).code === Code.Aborted;

export function faultOf(error: unknown): Fault {
  if (!navigator.onLine) return { kind: 'offline', text: t('page.offline') };
  const known = ConnectError.from(error);
  // A browser that reaches nobody says no more than that fetching failed.
  if (known.code === Code.Unavailable || known.cause instanceof TypeError) return { kind: 'offline', text: t('page.offline') };
  const [localized] = known.findDetails(LocalizedMessageSchema);
  return { kind: KIND_OF.get(known.code) ?? 'other', text: localized?.message ?? known.rawMessage };
}
