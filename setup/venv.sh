#!/bin/sh
# Makes .venv hold exactly what requirements.lock names, and the legaldocs command.
# A stamp in .venv tells that this was done for these files, in this folder.
set -eu
cd "$(dirname "$0")/.."
. setup/packages.sh

stamp=.venv/legaldocs.stamp
key="$(cat requirements.lock pyproject.toml setup/venv.sh | cksum) ${PYTHON:-} $PWD"

ready() {
    [ "$(cat "$stamp" 2>/dev/null)" = "$key" ] && [ -x .venv/bin/legaldocs ] &&
        .venv/bin/python -c '' 2>/dev/null
}

# Whether .venv works, lies where it was made, and has the Python asked for.
usable() {
    .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
        grep -qF "$PWD/.venv" .venv/bin/activate &&
        { [ -z "${PYTHON:-}" ] || [ "$(.venv/bin/python -V)" = "$("$PYTHON" -V)" ]; }
}

pip() {
    .venv/bin/python -m pip --disable-pip-version-check --no-input --quiet "$@"
}

ready && exit 0
rm -f "$stamp"
if ! usable; then
    python=$(setup/python.sh) || stop "需要 Python 3.11 或更高版本。"
    say "建立虚拟环境 .venv（$("$python" -V)）"
    "$python" -m venv --clear .venv
fi
say "安装 Python 软件包（requirements.lock，约一分钟）"
pip install --require-hashes -r requirements.lock ||
    stop "无法安装 Python 软件包。请检查网络和 pip 的软件源，然后重新运行同一条 make 命令。"
pip install --no-deps --no-build-isolation -e .
echo "$key" >"$stamp"
