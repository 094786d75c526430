#!/usr/bin/env bash
# The full circle on a made-up market, by command: outcomes that follow a profile, a server, what its profile is
# worth, a tuned version, its preview, its storing and activation, what it is worth, and back again.
#
#   benchmarks/tuning/circle.sh BIN PYTHON WORK    programs, Python with matplotlib, a folder for everything
set -euo pipefail
readonly BIN=$(realpath "$1") PYTHON=$(realpath -s "$2") PLOTS=$(realpath "$(dirname "${BASH_SOURCE[0]}")/plots.py")
readonly DAY=2026-02-15
mkdir -p "$3"
cd "$3"
rm -f circle.db* tuned.txt server.line

say() { printf '\n== %s\n' "$*"; }

say "a market in which 500 people were suggested eight vacancies each, which turned out by near_home"
"$BIN/passung" market --mentees 500 --vacancies 3000 --outcomes 500 --outcomes-follow near_home --today $DAY \
  --db circle.db --lang en | head -n 3

say "served"
mkfifo server.line
"$BIN/passungd" --dev --port 0 --db circle.db >server.line 2>server.log &
readonly SERVER=$!
trap 'kill $SERVER' EXIT
read -r line <server.line
rm server.line
read -r grpc < <(sed -n 's/.*gRPC on \([^ ]*\) and HTTP on.*/\1/p' <<<"$line")
printf '%s\n' "$line"

say "what default is worth"
"$BIN/passung" evaluate default --as-of $DAY --server "$grpc" --lang en | sed -n '1,14p'

say "tuned"
"$BIN/passung" tune default --as-of $DAY --server "$grpc" --lang en --out tuned.txt
"$BIN/passung" tune default --as-of $DAY --server "$grpc" --format json >tuned.json

say "what it would change, whom it serves better or worse"
"$BIN/passung" profile preview tuned.txt --compare-with default --as-of $DAY --server "$grpc" --lang en --sample 5 |
  sed -n '1,12p'
"$BIN/passung" profile preview tuned.txt --compare-with default --as-of $DAY --server "$grpc" --lang en --sample 1 \
  --measure | sed -n '/Who gains/,$p'
"$BIN/passung" evaluate --profile-file tuned.txt --compare-with default --as-of $DAY --server "$grpc" --lang en |
  sed -n '/^Less/,$p'
"$BIN/passung" evaluate --profile-file tuned.txt --compare-with default --as-of $DAY --server "$grpc" \
  --format json >evaluated.json

say "stored and activated, one call each"
"$BIN/passung" profile import tuned.txt --server "$grpc" --lang en
"$BIN/passung" profile activate default 2 --server "$grpc" --lang en
"$BIN/passung" evaluate default --as-of $DAY --server "$grpc" --lang en | sed -n '1,5p'

say "and back"
"$BIN/passung" profile roll-back default --server "$grpc" --lang en
"$BIN/passung" evaluate default --as-of $DAY --server "$grpc" --lang en | sed -n '1,5p'

"$PYTHON" "$PLOTS" tuned.json evaluated.json tuned.svg
say "plots: $PWD/tuned.svg"
