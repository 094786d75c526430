#!/usr/bin/env bash
# install.sh BUILD FOLDER: installs the C++ package of BUILD into FOLDER, moves it, and builds and runs two programs by
# find_package and the same ones by pkg-config. Both ways must print the same five matches, and the same words.
set -euo pipefail
build=$1
folder=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

rm -rf "$folder"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cmake --install "$build" --component dev --prefix "$folder/first" >/dev/null
mv "$folder/first" "$folder/moved"
prefix=$folder/moved

# Neither where it was built nor where it was first put may be written in it.
sources=$(cd "$here/../.." && pwd)
if grep -rlF -e "$sources" -e "$folder/first" "$prefix" --include='*.cmake' --include='*.pc' --include='*.h'; then
  echo "an installed file names a folder of this machine" >&2
  exit 1
fi

launcher=()
if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
cmake -S "$here" -B "$folder/by_cmake" -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$prefix" "${launcher[@]}" >/dev/null
cmake --build "$folder/by_cmake" >/dev/null
{ "$folder/by_cmake/consumer" "$folder/by_cmake/market.image" && "$folder/by_cmake/more"; } >"$folder/by_cmake.txt"

# A version that does not fit is refused, and so is a component that there is not.
for wrong in "0.2 REQUIRED" "0.1 REQUIRED COMPONENTS coffee"; do
  mkdir -p "$folder/wrong"
  printf 'cmake_minimum_required(VERSION 3.25)\nproject(wrong LANGUAGES CXX)\nfind_package(passung %s)\n' "$wrong" \
    >"$folder/wrong/CMakeLists.txt"
  if cmake -S "$folder/wrong" -B "$folder/wrong/build" -DCMAKE_PREFIX_PATH="$prefix" >/dev/null 2>&1; then
    echo "find_package(passung $wrong) should have failed" >&2
    exit 1
  fi
  rm -rf "$folder/wrong"
done

export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
[[ $(pkg-config --modversion passung) == 0.1.* ]]
# by_pkg_config NAME SOURCE MODULE…
by_pkg_config() {
  local name=$1 source=$2
  shift 2
  # shellcheck disable=SC2046
  ${CXX:-c++} -std=c++20 -O1 "$here/$source" -o "$folder/$name" $(pkg-config --cflags --libs "$@")
}
by_pkg_config consumer main.cc passung
by_pkg_config more more.cc passung-storage passung-evaluation passung-text
{ "$folder/consumer" "$folder/consumer.image" && "$folder/more"; } >"$folder/by_pkg_config.txt"

[[ $(wc -l <"$folder/by_cmake.txt") -eq 7 ]]
[[ $(tail -n 2 "$folder/by_cmake.txt") == $'Deutsch\nGerman' ]]
diff "$folder/by_cmake.txt" "$folder/by_pkg_config.txt"
cat "$folder/by_cmake.txt"
