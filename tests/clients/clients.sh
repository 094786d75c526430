#!/usr/bin/env bash
# Clients that none of us wrote: each asks a server for development and a guarded one to rank, and is refused once.
# The integers of every answer are those of `passung rank`. A client that cannot be installed is named and left out.
#
#   tests/clients/clients.sh BIN BUF WORK   programs, buf's program, a folder for everything else
set -euo pipefail
readonly BIN=$(realpath "$1") BUF=$(realpath "$2") ROOT=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
mkdir -p "$3"
readonly WORK=$(realpath "$3") DAY=2026-02-15 MENTEE=mentees/m000002
readonly METHOD=passung.v1.MatchService/RankVacancies
cd "$WORK"

PASSED=0
FAILED=0
SERVERS=()
trap '[[ ${#SERVERS[@]} -eq 0 ]] || kill "${SERVERS[@]}"' EXIT

# ------------------------------------------------------------------------------------------------------- servers

certificates() {
  local name
  rm -rf tls && mkdir tls
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=Test authority" \
    -keyout tls/ca.key -out tls/ca.pem
  for name in server gateway.example; do
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" \
      -addext "subjectAltName=DNS:$name,DNS:localhost,IP:127.0.0.1" -keyout "tls/$name.key" -out "tls/$name.csr"
    openssl x509 -req -in "tls/$name.csr" -CA tls/ca.pem -CAkey tls/ca.key -CAcreateserial -days 2 \
      -copy_extensions copy -out "tls/$name.pem"
  done
}

# start NAME ARGUMENT…: sets NAME_grpc and NAME_http to the addresses that its one line names.
start() {
  local name=$1 line
  shift
  mkfifo "$name.line"
  "$BIN/passungd" "$@" >"$name.line" 2>"$name.log" &
  SERVERS+=($!)
  read -r line <"$name.line" || { cat "$name.log"; exit 1; }
  rm "$name.line"
  read -r "${name}_grpc" "${name}_http" < <(sed -n 's/.*gRPC on \([^ ]*\) and HTTP on \([^ ]*\).*/\1 \2/p' <<<"$line")
}

prepare() {
  rm -f ./*.line market.db* token.key
  certificates >certificates.log 2>&1
  "$BIN/passung" token keygen --out token.key
  "$BIN/passung" token jwks --key token.key >jwks.json
  TOKEN=$("$BIN/passung" token issue --key token.key --issuer https://id.example --audience passung --sub u1 \
    --role coordinator)
  "$BIN/passung" market --mentees 20 --vacancies 300 --seed 7 --today $DAY --db market.db >/dev/null
  cat >settings.textproto <<SETTINGS
port: 0 db: "market.db"
tls { certificate: "tls/server.pem" key: "tls/server.key" client_ca: "tls/ca.pem" }
identity {
  jwks: "jwks.json" issuer: "https://id.example" audience: "passung"
  services { name: "gateway.example" roles: ROLE_VIEWER }
}
audit { folder: "audit" key_file: "audit.key" }
SETTINGS
  rm -rf audit && mkdir audit
  openssl rand -hex 32 >audit.key
  start dev --dev --port 0 --db market.db
  start guarded --config settings.textproto
  guarded_grpc=localhost:${guarded_grpc##*:}
  guarded_http=localhost:${guarded_http##*:}
}

# ------------------------------------------------------------------------------------------------------- checks

# The integers of an answer: of each match its name, score and contributions.
integers() {
  python3 -c '
import json, sys
for match in json.load(sys.stdin)["matches"]:
    print(match["vacancy"], int(match.get("score", 0)), *(int(c.get("contribution", 0)) for c in match["contributions"]))'
}

passed() { PASSED=$((PASSED + 1)); printf 'ok      %s\n' "$1"; }
failed() { FAILED=$((FAILED + 1)); printf 'FAILED  %s\n' "$1"; sed 's/^/    /' answer error | tail -n 20; }
skipped() { printf 'left out: %s\n' "$1"; }

# same NAME COMMAND…: its answer has the integers of `passung rank`.
same() {
  local name=$1
  shift
  if "$@" >answer 2>error </dev/null && integers <answer >got 2>>error && cmp -s expected got; then
    passed "$name"
  else
    failed "$name"
  fi
}

# An answer without what JSON may leave out (defaults) or write in two ways (numbers of 64 bits).
plain() {
  python3 -c '
import json, sys
def plain(value):
    if isinstance(value, list): return [plain(one) for one in value]
    if not isinstance(value, dict): return "" if str(value).endswith("_UNSPECIFIED") else value and str(value)
    kept = {key: plain(one) for key, one in value.items()}
    return {key: one for key, one in kept.items() if one not in (0, "0", "", False, [], {}, None)}
json.dump(plain(json.load(sys.stdin)), sys.stdout, indent=1, sort_keys=True, ensure_ascii=False)'
}

# told NAME "ARGUMENTS OF PASSUNG" COMMAND…: its answer is that of the command line, sentences and all.
told() {
  local name=$1 arguments=$2
  shift 2
  "$BIN/passung" $arguments --db market.db --as-of $DAY --lang de --format json 2>error | plain >expected_json
  if "$@" >answer 2>>error </dev/null && plain <answer >got_json 2>>error && grep -q '"text' got_json &&
    cmp -s expected_json got_json; then
    passed "$name"
  else
    failed "$name"
  fi
}

# refused NAME WORD COMMAND…: the answer names the reason.
refused() {
  local name=$1 word=$2
  shift 2
  "$@" >answer 2>error </dev/null || true
  if cat answer error | tr '[:upper:] ' '[:lower:]_' | grep -qi "$word"; then passed "$name"; else failed "$name"; fi
}

# ------------------------------------------------------------------------------------------------------ clients

# Guarded servers are asked for the same person by the facts, as a mentee that is not stored, and for one of those in the
# made-up market who have not consented to placement: each tenth.
requests() {
  ASK="{\"mentee\":\"$MENTEE\",\"limit\":5,\"asOf\":\"$DAY\"}"
  BAD="{\"mentee\":\"$MENTEE\",\"limit\":100000}"
  "$BIN/passung" rank $MENTEE --db market.db --as-of $DAY --limit 5 --format json | integers >expected
  INLINE=$("$BIN/passung" list mentees --db market.db --format json | python3 -c "
import json, sys
person = next(m for m in json.load(sys.stdin)['mentees'] if m['name'] == '$MENTEE')
for field in ('record', 'etag', 'createTime', 'updateTime', 'expireTime'): person.pop(field, None)
print(json.dumps({'inlineMentee': person, 'limit': 5, 'asOf': '$DAY', 'purpose': 'PURPOSE_COUNSELLING'}))")
  STORED="{\"mentee\":\"$MENTEE\",\"limit\":5,\"asOf\":\"$DAY\",\"purpose\":\"PURPOSE_COUNSELLING\"}"
  NO_BASIS="{\"mentee\":\"mentees/m000010\",\"limit\":5,\"asOf\":\"$DAY\",\"purpose\":\"PURPOSE_PLACEMENT\"}"
}

with_curl() {
  local json=(-sS -H "Content-Type: application/json")
  local tls=(--cacert tls/ca.pem)
  same "curl, development" curl "${json[@]}" -d "$ASK" "http://$dev_http/$METHOD"
  refused "curl, development, a limit beyond its range" invalid_argument \
    curl "${json[@]}" -d "$BAD" "http://$dev_http/$METHOD"
  same "curl, guarded" curl "${json[@]}" "${tls[@]}" -H "Authorization: Bearer $TOKEN" -d "$INLINE" \
    "https://$guarded_http/$METHOD"
  same "curl, guarded, by name" curl "${json[@]}" "${tls[@]}" -H "Authorization: Bearer $TOKEN" -d "$STORED" \
    "https://$guarded_http/$METHOD"
  refused "curl, guarded, nobody" unauthenticated curl "${json[@]}" "${tls[@]}" -d "$INLINE" \
    "https://$guarded_http/$METHOD"
  refused "curl, guarded, no legal basis" no_legal_basis curl "${json[@]}" "${tls[@]}" \
    -H "Authorization: Bearer $TOKEN" -d "$NO_BASIS" "https://$guarded_http/$METHOD"
}

with_buf() {
  local schema=(--schema "$ROOT/proto")
  same "buf curl, Connect, development" "$BUF" curl "${schema[@]}" -d "$ASK" "http://$dev_http/$METHOD"
  same "buf curl, gRPC, development" "$BUF" curl "${schema[@]}" --protocol grpc --http2-prior-knowledge -d "$ASK" \
    "http://$dev_grpc/$METHOD"
  refused "buf curl, development, a limit beyond its range" invalid_argument \
    "$BUF" curl "${schema[@]}" -d "$BAD" "http://$dev_http/$METHOD"
  local tls=(--cacert tls/ca.pem --cert tls/gateway.example.pem --key tls/gateway.example.key)
  same "buf curl, gRPC, guarded" "$BUF" curl "${schema[@]}" "${tls[@]}" --protocol grpc \
    -H "Authorization: Bearer $TOKEN" -d "$INLINE" "https://$guarded_grpc/$METHOD"
  refused "buf curl, guarded, a token that is none" unauthenticated "$BUF" curl "${schema[@]}" "${tls[@]}" \
    --protocol grpc -H "Authorization: Bearer x" -d "$INLINE" "https://$guarded_grpc/$METHOD"
}

with_python() {
  if ! cmp -s "$ROOT/tests/clients/requirements.txt" venv/requirements.txt; then
    { python3 -m venv venv && venv/bin/pip install --quiet --requirement "$ROOT/tests/clients/requirements.txt"; } \
      >venv.log 2>&1 </dev/null || { skipped "grpcio: it could not be installed"; return; }
    cp "$ROOT/tests/clients/requirements.txt" venv/
  fi
  rm -rf stubs && mkdir stubs
  venv/bin/python -m grpc_tools.protoc -I "$ROOT/proto" --python_out=stubs --grpc_python_out=stubs \
    $(cd "$ROOT/proto" && find passung/v1 google -name '*.proto' 2>/dev/null) 2>error || { failed "grpcio, stubs"; return; }
  local ask=(env PYTHONPATH=stubs venv/bin/python "$ROOT/tests/clients/rank.py")
  same "grpcio, development" "${ask[@]}" "$dev_grpc" "$ASK"
  refused "grpcio, development, a limit beyond its range" invalid_argument "${ask[@]}" "$dev_grpc" "$BAD"
  same "grpcio, guarded" "${ask[@]}" "$guarded_grpc" "$INLINE" tls "$TOKEN"
  refused "grpcio, guarded, no legal basis" permission_denied "${ask[@]}" "$guarded_grpc" "$NO_BASIS" tls "$TOKEN"
}

# go_program MODULE@VERSION: into WORK/go; fails where it cannot be had.
go_program() {
  local name=${1%@*}
  name=go/${name##*/}
  [[ -x $name ]] && return 0
  command -v go >/dev/null || { skipped "${name#go/}: there is no go"; return 1; }
  GOBIN=$WORK/go GOFLAGS=-modcacherw timeout 300 go install "$1" >"${name//\//_}.log" 2>&1 </dev/null ||
    { skipped "${name#go/}: it could not be installed"; return 1; }
}

with_grpcurl() {
  go_program github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.3 || return 0
  local proto=(-import-path "$ROOT/proto" -proto passung/v1/match_service.proto)
  local tls=(-cacert tls/ca.pem -cert tls/gateway.example.pem -key tls/gateway.example.key)
  same "grpcurl, development" go/grpcurl -plaintext "${proto[@]}" -d "$ASK" "$dev_grpc" $METHOD
  refused "grpcurl, development, a limit beyond its range" invalidargument \
    go/grpcurl -plaintext "${proto[@]}" -d "$BAD" "$dev_grpc" $METHOD
  local question="\"mentee\":\"$MENTEE\",\"limit\":20,\"asOf\":\"$DAY\",\"locale\":\"de\""
  local ask=(go/grpcurl -plaintext "${proto[@]}") service=passung.v1.MatchService
  told "grpcurl, the steps of a person" "steps $MENTEE" \
    "${ask[@]}" -d "{$question,\"bar\":70000000,\"examples\":2,\"offers\":2,\"bundle\":{}}" "$dev_grpc" $service/AnalyzeSteps
  told "grpcurl, why not" "why-not $MENTEE vacancies/v0000001" \
    "${ask[@]}" -d "{$question,\"vacancy\":\"vacancies/v0000001\"}" "$dev_grpc" $service/ExplainAbsence
  told "grpcurl, the next question" "questions $MENTEE" \
    "${ask[@]}" -d "{$question}" "$dev_grpc" $service/AnalyzeUnknowns
  told "grpcurl, a report on stumbling blocks" "report stumbling-blocks" \
    go/grpcurl -plaintext -import-path "$ROOT/proto" -proto passung/v1/report_service.proto \
    -d "{\"profile\":\"profiles/default\",\"asOf\":\"$DAY\",\"locale\":\"de\"}" "$dev_grpc" \
    passung.v1.ReportService/ListStumblingBlocks
  same "grpcurl, guarded" go/grpcurl "${tls[@]}" "${proto[@]}" -H "authorization: Bearer $TOKEN" -d "$INLINE" \
    "$guarded_grpc" $METHOD
  refused "grpcurl, guarded, no legal basis" no_legal_basis go/grpcurl "${tls[@]}" "${proto[@]}" \
    -H "authorization: Bearer $TOKEN" -d "$NO_BASIS" "$guarded_grpc" $METHOD
}

# ghz shows no answers: all of its calls must end well, or with the code of the refusal.
ghz_codes() { "$@" -O json >answer 2>error </dev/null && python3 -c 'import json; print(json.load(open("answer"))["statusCodeDistribution"])'; }

with_ghz() {
  go_program github.com/bojand/ghz/cmd/ghz@v0.120.0 || return 0
  local calls=(-n 50 -c 2 --import-paths "$ROOT/proto" --proto "$ROOT/proto/passung/v1/match_service.proto" --call $METHOD)
  local tls=(--cacert tls/ca.pem --cert tls/gateway.example.pem --key tls/gateway.example.key)
  ghz_is() { if [[ "$(ghz_codes "${@:3}")" == "{'$2': 50}" ]]; then passed "$1"; else failed "$1"; fi; }
  ghz_is "ghz, development" OK go/ghz --insecure "${calls[@]}" -d "$ASK" "$dev_grpc"
  ghz_is "ghz, development, a limit beyond its range" InvalidArgument go/ghz --insecure "${calls[@]}" -d "$BAD" "$dev_grpc"
  ghz_is "ghz, guarded" OK go/ghz "${tls[@]}" "${calls[@]}" -m "{\"authorization\":\"Bearer $TOKEN\"}" -d "$INLINE" "$guarded_grpc"
  ghz_is "ghz, guarded, no legal basis" PermissionDenied go/ghz "${tls[@]}" "${calls[@]}" \
    -m "{\"authorization\":\"Bearer $TOKEN\"}" -d "$NO_BASIS" "$guarded_grpc"
}

# What is shipped for Kubernetes, read by Kubernetes' own types; a misspelt field is told.
with_kubernetes() {
  command -v go >/dev/null || { skipped "kubernetes: there is no go"; return 0; }
  (cd "$ROOT/tests/clients/kubernetes" && GOFLAGS=-modcacherw timeout 300 go mod download) \
    >go_kubernetes.log 2>&1 </dev/null || { skipped "kubernetes: its types could not be had"; return 0; }
  local shipped=$ROOT/server/deploy/kubernetes.yaml name="types of Kubernetes"
  if (cd "$ROOT/tests/clients/kubernetes" && go build -o "$WORK/go/kubernetes" .) >answer 2>error </dev/null &&
    go/kubernetes "$shipped" >answer 2>error; then passed "$name"; else failed "$name"; fi
  sed 's/failureThreshold/failureTreshold/' "$shipped" >misspelt.yaml
  name="types of Kubernetes, a misspelt field"
  if ! go/kubernetes misspelt.yaml >answer 2>error && grep -q 'unknown field .*failureTreshold' error; then
    passed "$name"
  else
    failed "$name"
  fi
}

prepare
requests
with_curl
with_buf
with_python
with_grpcurl
with_ghz
with_kubernetes
printf '%d answers of foreign clients were right, %d were not\n' "$PASSED" "$FAILED"
[[ $FAILED -eq 0 ]]
