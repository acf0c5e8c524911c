#!/bin/bash
# run.sh WEFT: the demonstration: six made-up schools and an account for each role.
#
# The data lie in WEFT_DATA (weft-data/), which is made at the first run; later runs find it in
# place; to begin anew, remove the folder. WEFT_LISTEN is where to listen, else the first free
# port from 8080 on; WEFT_SERVE_SECONDS ends it after so many seconds, for a trial.
set -euo pipefail
cd "$(dirname "$0")/.."
weft=$1
data=${WEFT_DATA:-weft-data}
mkdir -p "$data"
set -- demo --database "${WEFT_DATABASE:-$data/demo.db}"
if [ -n "${WEFT_LISTEN:-}" ]; then
	set -- "$@" --listen "$WEFT_LISTEN"
fi
if [ -n "${WEFT_SERVE_SECONDS:-}" ]; then
	timeout "$WEFT_SERVE_SECONDS" "$weft" "$@" || [ $? = 124 ]
	exit
fi
exec "$weft" "$@"
