#!/bin/sh
# Gets a Chromium for the browser tests when there is none: Debian's own, or else Playwright's.
set -eu

[ -n "${SHIFT_CHROMIUM:-}" ] && exit 0
command -v chromium >/dev/null && exit 0

as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null && { [ -z "$as_root" ] || sudo -n true 2>/dev/null; }; then
    $as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium fonts-dejavu >/dev/null
else
    "${PYTHON:-.venv/bin/python}" -m playwright install chromium
fi
