#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#else
#include <sched.h>
#endif

extern char **environ;

int nocturne_exit_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static uint64_t microseconds(clockid_t clock) {
  struct timespec now;
  if (clock_gettime(clock, &now) != 0) return 0;
  return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

uint64_t nocturne_cpu_time_us(void) { return microseconds(CLOCK_PROCESS_CPUTIME_ID); }

uint64_t nocturne_children_cpu_time_us(void) {
  struct rusage usage;
  if (getrusage(RUSAGE_CHILDREN, &usage) != 0) return 0;
  uint64_t seconds = (uint64_t)usage.ru_utime.tv_sec + (uint64_t)usage.ru_stime.tv_sec;
  return seconds * 1000000 + (uint64_t)usage.ru_utime.tv_usec + (uint64_t)usage.ru_stime.tv_usec;
}

uint64_t nocturne_peak_bytes(void) {
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) != 0) return 0;
#ifdef __APPLE__
  return (uint64_t)usage.ru_maxrss;
#else
  return (uint64_t)usage.ru_maxrss * 1024;
#endif
}

uint64_t nocturne_monotonic_us(void) { return microseconds(CLOCK_MONOTONIC); }

int nocturne_executable_path(char *buffer, size_t capacity) {
#ifdef __APPLE__
  char raw[PATH_MAX];
  uint32_t size = sizeof raw;
  if (_NSGetExecutablePath(raw, &size) != 0) return -ENAMETOOLONG;
  char *resolved = realpath(raw, NULL);
  if (resolved == NULL) return -errno;
  size_t length = strlen(resolved);
  if (length < capacity) memcpy(buffer, resolved, length + 1);
  free(resolved);
  return length < capacity ? (int)length : -ENAMETOOLONG;
#else
  ssize_t length = readlink("/proc/self/exe", buffer, capacity);
  if (length < 0) return -errno;
  if ((size_t)length >= capacity) return -ENAMETOOLONG;
  buffer[length] = 0;
  return (int)length;
#endif
}

int nocturne_open_new(const char *path) {
  int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  return descriptor < 0 ? -errno : descriptor;
}

int nocturne_open_held(const char *path) {
  int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return -errno;
  struct stat status;
  int code = 0;
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0 || fstat(descriptor, &status) != 0) {
    code = errno;
  } else if (status.st_nlink == 0) {
    code = EWOULDBLOCK;
  }
  if (code == 0) return descriptor;
  close(descriptor);
  return -code;
}

int nocturne_open_read(const char *path) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  return descriptor < 0 ? -errno : descriptor;
}

int nocturne_exchange(const char *first, const char *second) {
#ifdef __APPLE__
  return renamex_np(first, second, RENAME_SWAP) == 0 ? 0 : -errno;
#elif defined(RENAME_EXCHANGE)
  return renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE) == 0 ? 0 : -errno;
#else
  (void)first, (void)second;
  return -ENOSYS;
#endif
}

int nocturne_spawn(const char *path, char *const arguments[], int output, int error, pid_t *child) {
  posix_spawn_file_actions_t actions;
  int code = posix_spawn_file_actions_init(&actions);
  if (code != 0) return -code;
  code = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  if (code == 0) code = posix_spawn_file_actions_adddup2(&actions, output, 1);
  if (code == 0) code = posix_spawn_file_actions_adddup2(&actions, error, 2);
  if (code == 0) code = posix_spawn(child, path, &actions, NULL, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  return -code;
}

int nocturne_pipe(int descriptors[2]) {
  if (pipe(descriptors) != 0) return -errno;
  // Children started by other threads must not hold the write end open.
  fcntl(descriptors[0], F_SETFD, FD_CLOEXEC);
  fcntl(descriptors[1], F_SETFD, FD_CLOEXEC);
  return 0;
}

int nocturne_wait_readable(int first, int second) {
  struct pollfd waits[2] = {{first, POLLIN, 0}, {second, POLLIN, 0}};
  while (poll(waits, 2, -1) < 0) {
    if (errno != EINTR) return -errno;
  }
  return (waits[0].revents != 0 ? 1 : 0) | (waits[1].revents != 0 ? 2 : 0);
}

struct thread {
  pthread_t id;
  void (*body)(void *);
  void *argument;
};

static void *run_thread(void *context) {
  struct thread *thread = context;
  thread->body(thread->argument);
  return NULL;
}

int nocturne_start_thread(void (*body)(void *), void *argument, size_t stack_bytes, void **handle) {
  struct thread *thread = malloc(sizeof *thread);
  if (thread == NULL) return -ENOMEM;
  thread->body = body;
  thread->argument = argument;
  pthread_attr_t attributes;
  int code = pthread_attr_init(&attributes);
  if (code == 0) {
    code = pthread_attr_setstacksize(&attributes, stack_bytes);
    if (code == 0) code = pthread_create(&thread->id, &attributes, run_thread, thread);
    pthread_attr_destroy(&attributes);
  }
  if (code != 0) {
    free(thread);
    return -code;
  }
  *handle = thread;
  return 0;
}

void nocturne_join(void *handle) {
  struct thread *thread = handle;
  pthread_join(thread->id, NULL);
  free(thread);
}

int nocturne_processors(void) {
#ifndef __APPLE__
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return CPU_COUNT(&allowed);
#endif
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online < 1 ? 1 : (int)online;
}

static volatile sig_atomic_t interrupted = 0;

static void note_interrupt(int signal) {
  (void)signal;
  interrupted = 1;
}

void nocturne_catch_interrupt(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note_interrupt;
  action.sa_flags = SA_RESTART | (int)SA_RESETHAND;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
}

int nocturne_interrupted(void) { return interrupted; }


int nocturne_is_terminal(int descriptor) { return isatty(descriptor); }

int nocturne_terminal_width(int descriptor) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}
