// A file of vacancies on its way to the server: a stream of one body, as Connect frames it; browsers cannot send another.
import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { encodeEnvelope } from '@connectrpc/connect/protocol';
import { errorFromJson } from '@connectrpc/connect/protocol-connect';
import { headersOfTab, patiently } from './api';
import { RetryInfoSchema } from './generated/google/rpc/error_details_pb';
import { type ImportVacanciesResponse, ImportVacanciesRequestSchema, ImportVacanciesResponseSchema } from './generated/passung/v1/catalog_service_pb';
import { currentLocale } from './messages';

// The server takes bodies of 4 MiB (server/README.md), and the options and two frames go with the file.
export const MOST_FILE_BYTES = 4 * 1024 * 1024 - 1024;

const HEAD_BYTES = 5;
const END_OF_STREAM = 2;
const UNAVAILABLE = 503;

const framed = (request: MessageInitShape<typeof ImportVacanciesRequestSchema>) =>
  encodeEnvelope(0, toBinary(ImportVacanciesRequestSchema, create(ImportVacanciesRequestSchema, request)));

// As long as it receives many long bodies at once the server takes no other, and says so before there is a call.
function refuseForNow(response: Response): never {
  const seconds = BigInt(response.headers.get('Retry-After') ?? '1');
  throw new ConnectError('busy', Code.ResourceExhausted, undefined, [{ desc: RetryInfoSchema, value: { retryDelay: { seconds } } }]);
}

// Throws what a call of the client would throw.
function refuse(text: string): never {
  const other = new ConnectError(text, Code.Unknown);
  let error;
  try {
    error = errorFromJson(JSON.parse(text), undefined, other);
  } catch {
    error = other;
  }
  throw error;
}

function opened(body: ArrayBuffer): ImportVacanciesResponse {
  let answer: ImportVacanciesResponse | undefined;
  for (let at = 0; at + HEAD_BYTES <= body.byteLength;) {
    const head = new DataView(body, at, HEAD_BYTES);
    const bytes = new Uint8Array(body, at + HEAD_BYTES, head.getUint32(1));
    if (head.getUint8(0) === 0) {
      answer = fromBinary(ImportVacanciesResponseSchema, bytes);
    } else if (head.getUint8(0) === END_OF_STREAM) {
      const { error } = JSON.parse(new TextDecoder().decode(bytes)) as { error?: object };
      if (error !== undefined) refuse(JSON.stringify(error));
    }
    at += HEAD_BYTES + bytes.length;
  }
  return answer ?? refuse('');
}

export async function importVacancies(file: File, validateOnly: boolean): Promise<ImportVacanciesResponse> {
  const data = new Uint8Array(await file.arrayBuffer());
  const options = { validateOnly, size: BigInt(data.length), locale: currentLocale() };
  const body = new Blob([framed({ part: { case: 'options', value: options } }), framed({ part: { case: 'data', value: data } })]);
  return patiently(async () => {
    const response = await fetch('/passung.v1.CatalogService/ImportVacancies', {
      method: 'POST', body, headers: { ...headersOfTab(), 'Content-Type': 'application/connect+proto', 'Connect-Protocol-Version': '1' },
    });
    if (response.status === UNAVAILABLE) refuseForNow(response);
    return response.ok ? opened(await response.arrayBuffer()) : refuse(await response.text());
  });
}
