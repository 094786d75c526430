// The server's methods, as its contract has them, and what can go wrong with a call.
import { type Client, Code, ConnectError, createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { LocalizedMessageSchema } from './generated/google/rpc/error_details_pb';
import { CatalogService } from './generated/passung/v1/catalog_service_pb';
import { MatchService } from './generated/passung/v1/match_service_pb';
import { PinService } from './generated/passung/v1/pin_service_pb';
import { Purpose } from './generated/passung/v1/record_pb';
import { currentLocale, t } from './messages';

const TOKEN_KEPT_UNDER = 'passung.token';

// Kept as long as the tab is open, and nowhere else.
export const tokenOfTab = (): string => sessionStorage.getItem(TOKEN_KEPT_UNDER) ?? '';
export function keepToken(token: string): void {
  if (token === '') sessionStorage.removeItem(TOKEN_KEPT_UNDER);
  else sessionStorage.setItem(TOKEN_KEPT_UNDER, token);
}

const signed: Interceptor = (next) => (request) => {
  const token = tokenOfTab();
  if (token !== '') request.header.set('Authorization', `Bearer ${token}`);
  request.header.set('Accept-Language', currentLocale());
  return next(request);
};

const transport = createConnectTransport({ baseUrl: '/', interceptors: [signed], useBinaryFormat: true });
export const match: Client<typeof MatchService> = createClient(MatchService, transport);
export const pinService: Client<typeof PinService> = createClient(PinService, transport);
export const catalog: Client<typeof CatalogService> = createClient(CatalogService, transport);

// Whoever opens the page counsels people.
export const PURPOSE = Purpose.COUNSELLING;

export type FaultKind = 'offline' | 'sign_in' | 'forbidden' | 'not_found' | 'busy' | 'other';
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
]);

export function faultOf(error: unknown): Fault {
  if (!navigator.onLine) return { kind: 'offline', text: t('page.offline') };
  const known = ConnectError.from(error);
  // A browser that reaches nobody says no more than that fetching failed.
  if (known.code === Code.Unavailable || known.cause instanceof TypeError) return { kind: 'offline', text: t('page.offline') };
  const [localized] = known.findDetails(LocalizedMessageSchema);
  return { kind: KIND_OF.get(known.code) ?? 'other', text: localized?.message ?? known.rawMessage };
}
