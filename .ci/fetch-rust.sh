#!/usr/bin/env bash
# fetch-rust.sh VERSION ROOT: Debian's compiler of that version, unpacked into ROOT, run by ROOT/rustc.
# Fails where there is no apt or where Debian does not have that version.
set -euo pipefail
version="$1" root="$2"
command -v apt-get >/dev/null || exit 1

release() { apt-cache madison "$1" 2>/dev/null | awk -v want="$2" '$3 ~ "^(1:)?" want { print $3; exit }'; }
get() { apt-get download -qq "$1=$2" >/dev/null 2>&1; }

compiler=$(release rustc-web "$version")
if [ -z "$compiler" ]; then
  apt-get update -qq || exit 1
  compiler=$(release rustc-web "$version")
fi
[ -n "$compiler" ] || exit 1

rm -rf "$root" && mkdir -p "$root/debs"
cd "$root/debs"
get rustc-web "$compiler"
get libstd-rust-web-dev "$compiler"
get "libstd-rust-web-$version" "$compiler"
llvm=$(dpkg-deb -f libstd-rust-web-"$version"_*.deb Depends | grep -o 'libllvm[0-9]*' | head -n 1)
apt-get download -qq "$llvm" >/dev/null 2>&1
for deb in *.deb; do dpkg -x "$deb" "$root"; done

cat > "$root/rustc" <<EOF
#!/bin/sh
LD_LIBRARY_PATH=$root/usr/lib/x86_64-linux-gnu exec $root/usr/bin/rustc "\$@"
EOF
chmod +x "$root/rustc"
"$root/rustc" --version >/dev/null
