// What Linux can do for a process that has another one in its care. Swift cannot call functions with a variable number of
// arguments, so that they have a form here that it can.
#include <signal.h>
#include <sys/prctl.h>

// The kernel sends this process a signal when the thread that started it ends. Forgotten on `execve` of a set-user-ID program
// only, and not inherited by children.
static inline int sondeo_signal_when_parent_ends(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }

// Lets the kernel have back what is free on the heap, and the pages of the program itself, its code and constants, that are
// in this process's memory. Those are read again, from the page cache, as they are needed. Nothing that can be written lies
// between the two symbols, which linkers set at the start of the program and behind its code.
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>
extern char __executable_start[], etext[];
static inline int sondeo_let_go_of_start(void) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE) - 1;
    uintptr_t start = ((uintptr_t)__executable_start + page) & ~page;
    uintptr_t end = (uintptr_t)etext & ~page;
    malloc_trim(0);
    return end > start ? madvise((void *)start, end - start, MADV_DONTNEED) : 0;
}
