# Shared by the commands of this folder (sourced, not run).
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
package=khu_pho_mapper
plugins=$venv/plugins # holds one link, so that the checkout is importable under the package's name

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 2; }

# Makes the link to the checkout and sets site_packages; asks for tools/setup where it never ran.
need_setup() {
    [ -x "$venv/bin/python" ] || stop "Nothing is set up yet. Run: $root/tools/setup"
    site_packages=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    qgis_python=$root/tools/qgis_python:$site_packages # PYTHONPATH for the program QGIS
    mkdir -p "$plugins"
    [ "$(readlink "$plugins/$package" 2>/dev/null)" = ../.. ] || ln -sfn ../.. "$plugins/$package"
}

# make_profile FOLDER LANGUAGE: a QGIS profile in which only our plugin is on.
make_profile() {
    mkdir -p "$1/profiles/default/QGIS"
    cat >"$1/profiles/default/QGIS/QGIS3.ini" <<INI
[PythonPlugins]
$package=true
processing=true
[locale]
overrideFlag=true
userLocale=$2
[qgis]
checkVersion=false
showTips=false
newsFeed\\disabled=true
[core]
NewsFeed\\httpsfeedqgisorg\\disabled=true
INI
}

# QGIS and Qt say these on every start; they are no errors of ours.
qgis_noise='^QStandardPaths: |^Qt: Session management error|^libpng warning|propagateSizeHints\(\)'
qgis_noise+='|^Cannot open .*translator|^qt.qpa.xcb: |^libEGL warning|DeprecationWarning: QgsField constructor'
quiet() { grep -vE --line-buffered "$qgis_noise" || true; }
