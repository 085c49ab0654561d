# Sourced by a bash script: puts a Go on PATH that can build the node, and fetches one if the machine has none.
#
# From 1.21 on a Go fetches the version that go.mod asks for by itself. Debian 12 has 1.19, so where there is none, or an
# older one, Go's own release comes from where its modules come from. The digests pin
# the two archives.
GO_VERSION=1.26.8
declare -A GO_SHA256=(
  [amd64]=30c2b1bf7dcc88d3eb0a1364e47ddd9128edb3110a30e8a0ef61cd5856b31de7
  [arm64]=02b36b6787b3ac767668f630e2998df45a3b1f9ffee08d1bf3ef6487cd658d99
)

export GOTOOLCHAIN="${GOTOOLCHAIN:-auto}"
export PATH="$PATH:/usr/local/go/bin"

go_is_new_enough() {
  local minor
  minor=$(go version 2>/dev/null | sed -nE 's/^go version go1\.([0-9]+).*/\1/p')
  [ "${minor:-0}" -ge 21 ]
}

fetch_go() {
  local arch root zip name proxy
  case "$(uname -m)" in
    x86_64) arch=amd64 ;;
    aarch64) arch=arm64 ;;
    *) echo "There is no Go here for $(uname -m): install Go 1.24 or newer." >&2 && return 1 ;;
  esac
  root="${XDG_CACHE_HOME:-$HOME/.cache}/bollard/go-$GO_VERSION"
  if [ ! -x "$root/bin/go" ]; then
    name="golang.org/toolchain@v0.0.1-go$GO_VERSION.linux-$arch"
    proxy="${GOPROXY:-https://proxy.golang.org}"
    zip=$(mktemp)
    echo "> Go is missing or too old: fetching $GO_VERSION (70 MB)"
    for tool in curl unzip; do
      command -v "$tool" >/dev/null || { apt-get update -qq && apt-get install -y -qq curl unzip ca-certificates; }
    done
    curl -fsSL --retry 3 -o "$zip" "${proxy%%,*}/golang.org/toolchain/@v/v0.0.1-go$GO_VERSION.linux-$arch.zip"
    echo "${GO_SHA256[$arch]}  $zip" | sha256sum --check --quiet
    mkdir -p "${root%/*}"
    unzip -q "$zip" -d "$root.part"
    # The archives of modules do not keep which files are programs.
    chmod -R u+x "$root.part/$name/bin" "$root.part/$name/pkg/tool"
    mv "$root.part/$name" "$root"
    rm -rf "$zip" "$root.part"
  fi
  # The version is the one that was asked for; looking for another would mean to download it.
  export PATH="$root/bin:$PATH"
}

go_is_new_enough || fetch_go
