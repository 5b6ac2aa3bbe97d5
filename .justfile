# What the people who work on Kartoteka run. `just ci` is what the continuous check runs.

default:
    @just --list

# Everything that must pass before a change lands
ci:
    .ci/run

# Format, then look for mistakes
tidy:
    cargo fmt
    cargo clippy --all-targets -- -D warnings

# All tests; `just test cli::` runs some
test *WHAT:
    cargo test {{WHAT}}

# Workloads of everyday use, each beside what the disk can do at best
bench:
    cargo bench --bench workloads

# A sample catalogue to try things on, in the window
try:
    cargo run --release -- sample sample.kartoteka
    cargo run --release -- sample.kartoteka

# Licences, known weaknesses and origins of the dependencies
deny:
    cargo deny --config .deny.toml check
