# Sourced by the scripts beside this one: how they speak, and how they ask Debian for packages.

say() { printf '>> %s\n' "$*"; }

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Whether this machine has apt-get and this user may install with it.
may_install() {
    command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null; }
}

# Runs apt-get without questions.
apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" </dev/null
}

# Fetches the package lists where there are none, as in a container's image.
apt_lists() {
    find /var/lib/apt/lists -name '*_Packages*' 2>/dev/null | grep -q . || apt_get update
}

# Installs the packages named; the lists are fetched anew only when that fails the first time.
# apt-get's talk is shown only when both fail.
install_packages() {
    say "安装系统软件包：$*"
    log=$(mktemp)
    if {
        apt_get install --no-install-recommends "$@" ||
            { apt_get update && apt_get install --no-install-recommends "$@"; }
    } >"$log" 2>&1; then
        rm -f "$log"
        return
    fi
    cat "$log" >&2
    rm -f "$log"
    stop "无法安装系统软件包：$*。请检查网络和软件源，然后重新运行同一条 make 命令。"
}
