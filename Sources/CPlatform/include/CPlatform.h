#pragma once
/// What `Commands` asks of the operating system, where the imported headers fall short.

/// The status of a finished child as waitpid reports it: its exit code, or 128 + its signal.
int nocturne_exit_code(int status);
