#!/bin/sh
# Python without its venv module (Debian splits it off): install it where we may, else say so.
set -eu
python=$1; folder=$2
package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq "$package" >/dev/null
    rm -rf "$folder"
    exec "$python" -m venv "$folder"
fi
echo "This Python has no venv module. Install it first, on Debian: apt install $package" >&2
exit 1
