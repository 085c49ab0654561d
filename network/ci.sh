#!/usr/bin/env bash
# The tests of the private chain on a clean checkout, under Node 24 and after `npm ci`: finds or fetches Go, builds the
# node if the cache does not have it, runs the tests, and shows the ends of the nodes' logs if they fail.
set -euo pipefail
cd "$(dirname "$0")/.."

. network/go.sh
go version

SECONDS=0
npm run --silent network:build
echo "> the node is there after $SECONDS s"

SECONDS=0
if ! npm run --silent test:network; then
  for log in network/state-test*/node-*/node.log; do
    [ -e "$log" ] && echo "== $log" && tail -n 5 "$log"
  done
  exit 1
fi
echo "> the tests of the private chain took $SECONDS s"
