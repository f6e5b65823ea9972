#!/bin/sh
# Installs the typefaces a Chinese paper is set in, where the system has none of them: Fandol for
# 仿宋, 宋体, 黑体 and 楷体, and two wide fonts for the rare characters of names and places.
set -eu
cd "$(dirname "$0")/.."
. setup/packages.sh

# macOS brings its own.
[ "$(uname)" != Darwin ] || exit 0

have() {
    for family; do
        [ -z "$(fc-list "$family" family)" ] || return 0
    done
    return 1
}

have_faces() {
    have FangSong FandolFang && have SimSun FandolSong &&
        have SimHei FandolHei && have KaiTi FandolKai
}

# One character each from the main block and extensions A to F of GB 18030-2022; Noto CJK lacks
# the last five.
have_rare() {
    for code in 9555 36c3 20010 2a710 2b750 2b830 2cec0; do
        [ -n "$(fc-list ":charset=$code" family)" ] || return 1
    done
}

# Fandol needs all its faces and the rule that tells the bold ones; Word's own fonts need neither.
have_weights() {
    have SimSun && return 0
    [ -n "$(fc-list 'FandolSong:weight=80' family)" ] &&
        [ -n "$(fc-list 'FandolSong:weight=200' family)" ]
}

# Debian has Fandol only inside a TeX package, so the fonts are taken out and TeX stays away.
install_fandol() {
    if [ "$(id -u)" -eq 0 ]; then
        folder=/usr/local/share/fonts/fandol
        rules=/etc/fonts/conf.d
    else
        folder=${XDG_DATA_HOME:-$HOME/.local/share}/fonts/fandol
        rules=${XDG_CONFIG_HOME:-$HOME/.config}/fontconfig/conf.d
    fi
    say "安装中文字体 Fandol（仿宋、宋体、黑体、楷体，下载约 50 MB）：$folder"
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    download "$scratch" || { may_install && apt_get update && download "$scratch"; } || return 1
    dpkg-deb --fsys-tarfile "$scratch"/texlive-lang-chinese_*.deb |
        tar -x -C "$scratch" --wildcards '*/fandol/*'
    mkdir -p "$folder" "$rules"
    find "$scratch" \( -name 'Fandol[SHFK]*.otf' -o -path '*/fandol/COPYING*' \) \
        -exec cp {} "$folder" \;
    cp setup/fandol.conf "$rules/64-fandol.conf"
    fc-cache -f "$folder"
}

download() {
    (cd "$1" && apt-get -qq -o APT::Sandbox::User=root -o Acquire::Retries=3 \
        download texlive-lang-chinese >/dev/null 2>&1)
}

if ! have_faces || ! have_weights; then
    command -v apt-get >/dev/null && install_fandol && have_faces ||
        stop "缺少中文字体。请安装仿宋、宋体、黑体、楷体（或 Fandol 字体），见 docs/how-to/install.md。"
fi
# Figures and Latin letters are set in Times, or the free face that measures the same.
if ! have "Times New Roman" "Liberation Serif"; then
    may_install && (install_packages fonts-liberation) || say "没有 Times 类西文字体，数字将用中文字体的字形。"
fi
# A paper whose characters have no glyph is refused by name, so this want stops no one else.
if ! have_rare; then
    may_install && (install_packages fonts-babelstone-han fonts-hanazono) ||
        say "没有生僻字字体，含生僻字的文书将无法生成：请安装 fonts-babelstone-han 和 fonts-hanazono。"
fi
