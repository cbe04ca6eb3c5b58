#!/bin/sh
# Workbench @VERSION@ for one person, without root. This file is a shell script with the
# program packed behind it: sh @FILE@ [--help]
set -eu
umask 022

usage() {
    cat <<END
Installs Workbench @VERSION@ for you alone; needs no root and no network.

  sh @FILE@ [--to FOLDER]       install, or upgrade what is there
  sh @FILE@ --extract FOLDER    only unpack the program there
  sh @FILE@ --check             only check that this file is whole

The program goes to ~/.local/lib/workbench unless --to says otherwise, the command
“workbench” to ~/.local/bin, the menu entry and file types to
\${XDG_DATA_HOME:-~/.local/share}. About @SIZE_MB@ MB are needed. To remove it again:
  ~/.local/lib/workbench/uninstall
Your runs and settings are never touched, neither by an upgrade nor by removal.
END
}

fail() {
    echo "workbench: $*" >&2
    exit 1
}

whole() {
    found=$(payload | sha256sum | cut -d' ' -f1)
    [ "$found" = @SHA256@ ] ||
        fail "this file is damaged (its checksum differs). Please copy or load it again."
}

payload() { tail -n +@FIRST_LINE@ "$self"; }

unpack() {
    mkdir -p "$1" || fail "the folder $1 cannot be made. Choose another one with --to."
    payload | xz -dc | tar -x --no-same-owner -C "$1" ||
        fail "unpacking into $1 failed. Is the disk full? About @SIZE_MB@ MB are needed."
}

self=$0
target=$HOME/.local/lib/workbench
action=install
while [ $# -gt 0 ]; do
    case "$1" in
    -h | --help) usage; exit 0 ;;
    --check) action=check ;;
    --to | --extract)
        [ $# -ge 2 ] || fail "$1 needs a folder."
        [ "$1" = --to ] || action=extract
        mkdir -p "$2" || fail "the folder $2 cannot be made. Choose another one."
        target=$(cd "$2" && pwd)
        shift
        ;;
    *) usage >&2; exit 2 ;;
    esac
    shift
done

[ "$(uname -s)-$(uname -m)" = Linux-@MACHINE@ ] ||
    fail "this file is for Linux on @MACHINE@, and this is $(uname -s) on $(uname -m)."
for tool in tar xz sha256sum; do
    command -v $tool >/dev/null 2>&1 ||
        fail "“$tool” is needed and missing (Debian: apt install xz-utils tar coreutils)."
done
whole
case $action in
check) echo "This file is whole."; exit 0 ;;
extract) unpack "$target"; echo "Unpacked into $target"; exit 0 ;;
esac

# Never into a folder that holds something else than the program.
if [ -n "$(ls -A "$target" 2>/dev/null)" ] && [ ! -f "$target/uninstall" ]; then
    fail "$target is in use by something else. Choose an empty folder with --to."
fi
# The old program goes only once the new one is there as a whole.
fresh=$target.new
rm -rf "$fresh"
trap 'rm -rf "$fresh"' EXIT
unpack "$fresh"
rm -rf "$target"
mv "$fresh" "$target"
trap - EXIT
exec "$target/share/workbench/register" "$target"
