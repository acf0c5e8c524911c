#!/bin/bash
# run.sh WEFT: serve the sample zone with this program.
#
# The data lie in WEFT_DATA (weft-data/), which is made at the first run: a database with the
# sample zone of six schools, and an account for whoever is at the keyboard. Later runs find it
# in place; to begin anew, remove the folder. WEFT_LISTEN is where to listen;
# WEFT_SERVE_SECONDS ends it after so many seconds, for a trial.
set -euo pipefail
cd "$(dirname "$0")/.."
weft=$1
data=${WEFT_DATA:-weft-data}
listen=${WEFT_LISTEN:-127.0.0.1:8080}
export WEFT_DATABASE=${WEFT_DATABASE:-$data/weft.db}
first=no
mkdir -p "$data"
[ -e "$data/ready" ] || first=yes
echo "== Preparing the database in $data/"
"$weft" migrate
if [ $first = yes ]; then
	echo "== Loading the sample zone, Alder Sound"
	"$weft" zone import share/alder-sound | tail -2
	echo "== An account for you: open this link once and choose a password"
	"$weft" account invite admin@alder-sound.example "The administrator" \
		--role administrator --base-url "http://$listen"
	touch "$data/ready"
fi
echo "== Serving; Ctrl-C ends it"
if [ -n "${WEFT_SERVE_SECONDS:-}" ]; then
	timeout "$WEFT_SERVE_SECONDS" "$weft" serve --listen "$listen" || [ $? = 124 ]
	exit
fi
exec "$weft" serve --listen "$listen"
