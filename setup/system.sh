#!/bin/sh
# Installs what the system lacks: Python with venv, the libraries WeasyPrint loads, fontconfig's
# commands, and each command:package named as an argument. Silent and quick when nothing is missing.
set -eu
cd "$(dirname "$0")/.."
. setup/packages.sh

macos() {
    find /opt/homebrew/lib /usr/local/lib -name 'libpango-1.0*.dylib' 2>/dev/null | grep -q . && return
    command -v brew >/dev/null || stop "缺少 Pango。请先安装 Homebrew，再运行 brew install pango poppler。"
    say "安装：pango poppler"
    brew install pango poppler
}

# Ubuntu 22.04 calls Python 3.10 python3 and has 3.11 beside it.
newer_python() {
    [ -z "${PYTHON:-}" ] && may_install || return 0
    apt_lists || return 0
    for version in 3.13 3.12 3.11; do
        if apt-cache show "python$version-venv" >/dev/null 2>&1; then
            echo "python$version-venv"
            return
        fi
    done
}

python_packages() {
    if python=$(setup/python.sh); then
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    else
        newer_python
    fi
}

# Loads each library as WeasyPrint will, and prints the packages of those that do not load.
library_packages() {
    python=$(setup/python.sh || command -v python3 || command -v python) || return 0
    "$python" - libpango-1.0.so.0=libpango-1.0-0 libpangoft2-1.0.so.0=libpangoft2-1.0-0 \
        libharfbuzz.so.0=libharfbuzz0b libharfbuzz-subset.so.0=libharfbuzz-subset0 \
        libfontconfig.so.1=libfontconfig1 <<'PYTHON'
import ctypes
import sys

for pair in sys.argv[1:]:
    library, package = pair.split("=")
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
PYTHON
}

command_packages() {
    for pair; do
        command -v "${pair%%:*}" >/dev/null || echo "${pair##*:}"
    done | sort -u
}

[ "$(uname)" != Darwin ] || { macos; exit 0; }

wanted="$(python_packages) $(library_packages) $(command_packages fc-list:fontconfig fc-cache:fontconfig "$@")"
wanted=$(echo $wanted)
if [ -n "$wanted" ] && ! may_install; then
    stop "本机缺少：$wanted。请用管理员身份安装后重新运行：\
apt-get install $wanted fonts-babelstone-han fonts-hanazono poppler-utils openssl"
fi

# Ubuntu 22.04 has no libharfbuzz-subset0; WeasyPrint then cuts fonts with fontTools.
case " $wanted " in *" libharfbuzz-subset0 "*)
    apt_lists
    apt-cache show libharfbuzz-subset0 >/dev/null 2>&1 ||
        wanted=$(echo $wanted | sed 's/libharfbuzz-subset0//')
esac

[ -z "$wanted" ] || install_packages $wanted
setup/python.sh >/dev/null ||
    stop "需要 Python 3.11 或更高版本，本机没有找到。请安装后重新运行；装在别处时用 make test PYTHON=/路径/python3.12 指明。"
