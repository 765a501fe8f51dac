#pragma once
/// What `Commands` asks of the operating system where the imported headers fall short: variadic
/// calls, macros, and calls that Linux and macOS spell differently. Functions that can fail give
/// 0 (or a count) when they succeed and a negated errno when they do not.

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// The status of a finished child as waitpid reports it: its exit code, or 128 + its signal.
int nocturne_exit_code(int status);

/// CPU time of the whole process, in microseconds.
uint64_t nocturne_cpu_time_us(void);
/// CPU time of all children that have ended, in microseconds.
uint64_t nocturne_children_cpu_time_us(void);
/// The most memory that the process ever held, in bytes.
uint64_t nocturne_peak_bytes(void);
/// A clock that only goes forward, in microseconds.
uint64_t nocturne_monotonic_us(void);

/// Writes the absolute path of the running executable; the length without the final zero.
int nocturne_executable_path(char *buffer, size_t capacity);

/// Opens a file that must not exist yet, for writing; the descriptor.
int nocturne_open_new(const char *path);
/// Opens a file, made if it is not there, that no other process holds so; the descriptor, whose end lets it go. -EWOULDBLOCK
/// if another process holds it, or has just removed it.
int nocturne_open_held(const char *path);
/// Opens a file or a folder for reading; the descriptor.
int nocturne_open_read(const char *path);
/// Swaps two names in one step; -EINVAL or -ENOSYS where the file system cannot.
int nocturne_exchange(const char *first, const char *second);

/// Starts a child with empty standard input and the two descriptors as its output.
int nocturne_spawn(const char *path, char *const arguments[], int output, int error, pid_t *child);
/// A pipe whose ends are closed in children: descriptors[0] to read, [1] to write.
int nocturne_pipe(int descriptors[2]);
/// Waits until one of two descriptors can be read or is closed: bit 0 and bit 1.
int nocturne_wait_readable(int first, int second);

/// Starts a thread that runs `body(argument)`; `nocturne_join` waits for it and frees the handle.
int nocturne_start_thread(void (*body)(void *), void *argument, size_t stack_bytes, void **handle);
void nocturne_join(void *handle);
/// The number of processors this process may use, at least 1.
int nocturne_processors(void);

/// From now on the first SIGINT only sets a flag; the second ends the process.
void nocturne_catch_interrupt(void);
int nocturne_interrupted(void);

int nocturne_is_terminal(int descriptor);
/// The columns of the terminal behind a descriptor, or 0 where there is none.
int nocturne_terminal_width(int descriptor);
