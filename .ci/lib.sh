# Shared by the scripts of this folder: stages with their times, and the repository's root.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

stage_names=() stage_seconds=()

# stage NAME COMMAND…: says what it does, does it, and remembers the time.
stage() {
  local name=$1 start=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if ! "$@"; then
    printf '\n== FAILED: %s (after %d s)\n' "$name" $((SECONDS - start)) >&2
    exit 1
  fi
  stage_names+=("$name") stage_seconds+=($((SECONDS - start)))
  printf -- '-- %s: %d s\n' "$name" $((SECONDS - start))
}

# The times of all stages, last.
summary() {
  local index
  printf '\n== Summary\n'
  for index in "${!stage_names[@]}"; do
    printf '%6d s  %s\n' "${stage_seconds[$index]}" "${stage_names[$index]}"
  done
  printf '%6d s  in all\n' "$SECONDS"
}

# Sets `cpu` to the CPU seconds of this shell and all it has waited for, rounded down. `times` must
# not run in a subshell, which would only know its own.
measure_cpu() {
  local file
  file=$(mktemp)
  times >"$file"
  cpu=$(awk '{ for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); sum += t[1] * 60 + t[2] } } END { print int(sum) }' "$file")
  rm -f "$file"
}

# swift_build ARGUMENTS…: `swift build` without its line for each file.
swift_build() {
  swift build "$@" 2>&1 | { grep -vE '^\[[0-9]+/[0-9]+\]' || true; }
}

# swift_test ARGUMENTS…: `swift test` without its lines for each test that starts or passes; failures
# and the closing lines stay.
swift_test() {
  swift test --disable-xctest "$@" 2>&1 |
    { grep -vE '^\[[0-9]+/[0-9]+\]|^◇ |started\.$|^✔ (Test "|Test [^r]|Test case|Suite )|^↳ |^ *$' || true; }
}
