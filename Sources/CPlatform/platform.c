#include "CPlatform.h"

#include <sys/wait.h>

int nocturne_exit_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
