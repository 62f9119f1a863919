#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

// Writing without ever hanging.

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/// Writes all of it, or what can be written before the time is over. False if the place is gone.
static bool write_all(int descriptor, const void *bytes, size_t count, int64_t until)
{
    const uint8_t *next = bytes;
    while (count > 0) {
        ssize_t written = write(descriptor, next, count);
        if (written > 0) {
            next += written;
            count -= (size_t)written;
        } else if (written < 0 && errno == EAGAIN) {
            int64_t rest = until - milliseconds();
            if (rest <= 0)
                return true;
            struct pollfd wanted = {descriptor, POLLOUT, 0};
            poll(&wanted, 1, (int)rest);
        } else if (written == 0 || errno != EINTR) {
            return false;
        }
    }
    return true;
}

// Giving the terminal back.

static struct {
    int input, input_flags, output, output_flags;
    struct termios saved;
    uint8_t leave[SONDEO_LEAVE_LIMIT];
    size_t count;
} terminal;

/// Whether there is a terminal to give back. Whoever changes it to false gives it back, so that it happens once.
static atomic_bool is_taken;

void sondeo_terminal_restore(void)
{
    if (!atomic_exchange(&is_taken, false))
        return;
    int saved_errno = errno;
    // A process in the background would be stopped here instead of dying.
    sigset_t stop, before;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &stop, &before);
    // What was typed and not read is somebody's answer, and nothing for the shell.
    tcflush(terminal.input, TCIFLUSH);
    if (write_all(terminal.output, terminal.leave, terminal.count, milliseconds() + 1000))
        // Not TCSADRAIN: it waits for as long as the terminal does not read.
        while (tcsetattr(terminal.input, TCSANOW, &terminal.saved) < 0 && errno == EINTR) {}
    if (terminal.input_flags >= 0)
        fcntl(terminal.input, F_SETFL, terminal.input_flags);
    if (terminal.output_flags >= 0)
        fcntl(terminal.output, F_SETFL, terminal.output_flags);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = saved_errno;
}

static void at_exit(void)
{
    sondeo_terminal_restore();
    sondeo_report_close();
}

bool sondeo_terminal_taken(
    int input, int input_flags, int output, int output_flags, const struct termios *saved, const uint8_t *leave,
    size_t count)
{
    static bool is_registered;
    if (count > sizeof terminal.leave)
        return false;
    if (!is_registered)
        is_registered = atexit(at_exit) == 0;
    terminal.input = input;
    terminal.input_flags = input_flags;
    terminal.output = output;
    terminal.output_flags = output_flags;
    terminal.saved = *saved;
    memcpy(terminal.leave, leave, count);
    terminal.count = count;
    atomic_store(&is_taken, true);
    if (input_flags >= 0)
        fcntl(input, F_SETFL, input_flags | O_NONBLOCK);
    if (output_flags >= 0)
        fcntl(output, F_SETFL, output_flags | O_NONBLOCK);
    return true;
}

void sondeo_terminal_gone(void)
{
    atomic_store(&is_taken, false);
}

// Signals.

static const int noted[] = {SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH};
static const int ignored[] = {SIGQUIT, SIGPIPE};
enum { noted_count = sizeof noted / sizeof *noted, ignored_count = sizeof ignored / sizeof *ignored };

static struct sigaction noted_before[noted_count], ignored_before[ignored_count];
static sigset_t mask_before, mask_waiting;
static volatile sig_atomic_t has_come[NSIG];
static pthread_t waiting_thread;
static bool is_watching;

static void note(int number)
{
    // Other threads may have been there before the signals were blocked; only the one that waits is woken by one.
    if (pthread_equal(pthread_self(), waiting_thread)) {
        has_come[number] = 1;
    } else {
        int saved_errno = errno;
        pthread_kill(waiting_thread, number);
        errno = saved_errno;
    }
}

static void set_of_noted(sigset_t *set)
{
    sigemptyset(set);
    for (size_t index = 0; index < noted_count; index++)
        sigaddset(set, noted[index]);
}

void sondeo_signals_watch(void)
{
    if (is_watching)
        return;
    is_watching = true;
    waiting_thread = pthread_self();
    sigset_t blocked;
    set_of_noted(&blocked);
    pthread_sigmask(SIG_BLOCK, &blocked, &mask_before);
    mask_waiting = mask_before;
    struct sigaction action = {.sa_handler = note};
    sigemptyset(&action.sa_mask);
    for (size_t index = 0; index < noted_count; index++) {
        has_come[noted[index]] = 0;
        // Whoever started the program may have had them blocked.
        sigdelset(&mask_waiting, noted[index]);
        sigaction(noted[index], &action, &noted_before[index]);
    }
    action.sa_handler = SIG_IGN;
    for (size_t index = 0; index < ignored_count; index++)
        sigaction(ignored[index], &action, &ignored_before[index]);
}

void sondeo_signals_unwatch(void)
{
    if (!is_watching)
        return;
    is_watching = false;
    // The second SIGHUP of a closing terminal must not kill a process that is already ending because of the first.
    sigset_t pending;
    set_of_noted(&pending);
    struct timespec at_once = {0, 0};
    while (sigtimedwait(&pending, NULL, &at_once) > 0) {}
    for (size_t index = 0; index < noted_count; index++)
        sigaction(noted[index], &noted_before[index], NULL);
    for (size_t index = 0; index < ignored_count; index++)
        sigaction(ignored[index], &ignored_before[index], NULL);
    pthread_sigmask(SIG_SETMASK, &mask_before, NULL);
}

int sondeo_signals_wait(struct pollfd *wanted, size_t count, int64_t nanoseconds)
{
    struct timespec time = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    int ready = ppoll(wanted, count, nanoseconds < 0 ? NULL : &time, &mask_waiting);
    if (ready > 0) {
        // Where something is ready at once, the kernel closes the signals again before one was noted; keys that never end
        // would keep them waiting for ever.
        sigset_t closed;
        pthread_sigmask(SIG_SETMASK, &mask_waiting, &closed);
        pthread_sigmask(SIG_SETMASK, &closed, NULL);
    }
    return ready;
}

bool sondeo_signals_take(int number)
{
    if (number < 0 || number >= NSIG || !has_come[number])
        return false;
    has_come[number] = 0;
    return true;
}

void sondeo_signals_stop(int number, bool whole_group)
{
    struct sigaction standard = {.sa_handler = SIG_DFL}, before;
    sigset_t stop;
    sigemptyset(&standard.sa_mask);
    sigemptyset(&stop);
    sigaddset(&stop, number);
    sigaction(number, &standard, &before);
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, &stop, &mask);
    // A shell waits for the whole group, in which this may be one of several.
    if (whole_group)
        kill(0, number);
    raise(number);
    // Here it stops, and goes on.
    pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(number, &before, NULL);
}

// Time.

int sondeo_timer_open(void)
{
    return timerfd_create(CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC);
}

void sondeo_timer_set(int timer, int64_t nanoseconds)
{
    struct itimerspec setting = {{0, 0}, {0, 0}};
    if (nanoseconds >= 0) {
        setting.it_value.tv_sec = nanoseconds / 1000000000;
        // Zero would be off.
        setting.it_value.tv_nsec = nanoseconds == 0 ? 1 : nanoseconds % 1000000000;
    }
    timerfd_settime(timer, TFD_TIMER_ABSTIME, &setting, NULL);
}

// The file for what must not be written to a full screen.

static struct {
    int descriptor, standard_error, output;
    bool has_name;
    char path[4096];
    char notice[2048];
} report = {.descriptor = -1, .standard_error = -1};

static atomic_bool has_report;

bool sondeo_report_open(const char *folder, const char *path, const char *notice, int output)
{
    if (atomic_load(&has_report) || strlen(path) >= sizeof report.path || strlen(notice) >= sizeof report.notice)
        return false;
    int flags = O_WRONLY | O_APPEND | O_CLOEXEC;
    report.has_name = false;
    // Without a name nothing is left behind when the power goes.
    // It gets one by way of /proc, which may not be there.
    report.descriptor = access("/proc/self/fd", X_OK) == 0 ? open(folder, flags | O_TMPFILE, 0600) : -1;
    if (report.descriptor < 0) {
        report.descriptor = open(path, flags | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
        report.has_name = true;
    }
    if (report.descriptor < 0)
        return false;
    strcpy(report.path, path);
    strcpy(report.notice, notice);
    report.output = output;
    report.standard_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (report.standard_error < 0 || dup2(report.descriptor, STDERR_FILENO) < 0) {
        if (report.has_name)
            unlink(path);
        close(report.standard_error);
        close(report.descriptor);
        return false;
    }
    atomic_store(&has_report, true);
    return true;
}

/// Gives the report its name, or takes it away if there is nothing in it. True if it can be found.
static bool keep_report(void)
{
    struct stat state;
    if (fstat(report.descriptor, &state) < 0 || state.st_size == 0) {
        if (report.has_name)
            unlink(report.path);
        return false;
    }
    if (!report.has_name) {
        // "/proc/self/fd/" and the number, as `snprintf` may not be called here.
        char link[32] = "/proc/self/fd/";
        char digits[12];
        size_t end = strlen(link), count = 0;
        for (int rest = report.descriptor; count == 0 || rest > 0; rest /= 10)
            digits[count++] = (char)('0' + rest % 10);
        while (count > 0)
            link[end++] = digits[--count];
        link[end] = 0;
        report.has_name = linkat(AT_FDCWD, link, AT_FDCWD, report.path, AT_SYMLINK_FOLLOW) == 0;
    }
    return report.has_name;
}

static void write_notice(void)
{
    write_all(report.output, report.notice, strlen(report.notice), milliseconds() + 1000);
}

void sondeo_report_close(void)
{
    if (!atomic_exchange(&has_report, false))
        return;
    if (keep_report())
        write_notice();
    dup2(report.standard_error, STDERR_FILENO);
    close(report.standard_error);
    close(report.descriptor);
}

// Crashes.

static const struct {
    int number;
    const char *name;
} crashes[] = {
    {SIGSEGV, "SIGSEGV, an address that is not the program's"},
    {SIGBUS, "SIGBUS, an address that cannot be reached"},
    {SIGILL, "SIGILL, a check in the program failed"},
    {SIGTRAP, "SIGTRAP, a check in the program failed"},
    {SIGFPE, "SIGFPE, arithmetic that has no result"},
    {SIGABRT, "SIGABRT, the program gave up"},
};
enum { crash_count = sizeof crashes / sizeof *crashes };

static struct sigaction crash_before[crash_count];
static char crash_version[256];
static stack_t stack_before;
static bool watches_crashes, hands_on;
static atomic_bool is_crashing;
/// A crash may be that the stack is full.
static uint8_t crash_stack[65536];

static void put(int descriptor, const char *text)
{
    write_all(descriptor, text, strlen(text), milliseconds() + 1000);
}

static void put_number(int descriptor, uint64_t number, unsigned base)
{
    char digits[24];
    size_t place = sizeof digits;
    digits[--place] = 0;
    do {
        digits[--place] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number > 0);
    put(descriptor, digits + place);
}

static uint64_t place_in_program(const ucontext_t *context)
{
#if defined(__x86_64__)
    return (uint64_t)context->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    return context->uc_mcontext.pc;
#else
    return 0;
#endif
}

/// Ends the process when its own report has hung.
static void give_up(int number)
{
    (void)number;
    _exit(128 + SIGABRT);
}

static void on_crash(int number, siginfo_t *info, void *context)
{
    size_t index = 0;
    while (index + 1 < crash_count && crashes[index].number != number)
        index++;
    if (atomic_exchange(&is_crashing, true)) {
        // Another thread is writing its report; let it, but not for ever.
        struct timespec pause = {2, 0};
        nanosleep(&pause, NULL);
    } else {
        sondeo_terminal_restore();
        // What follows looks into a process that is broken, and might wait for a lock for ever.
        struct sigaction alarmed = {.sa_handler = give_up};
        sigset_t alarms;
        sigemptyset(&alarmed.sa_mask);
        sigemptyset(&alarms);
        sigaddset(&alarms, SIGALRM);
        sigaction(SIGALRM, &alarmed, NULL);
        pthread_sigmask(SIG_UNBLOCK, &alarms, NULL);
        alarm(5);
        int descriptor = atomic_load(&has_report) ? report.descriptor : STDERR_FILENO;
        put(descriptor, crash_version);
        put(descriptor, "\nprocess ");
        put_number(descriptor, (uint64_t)getpid(), 10);
        put(descriptor, ", ");
        put(descriptor, crashes[index].name);
        put(descriptor, "\naddress 0x");
        // What was sent has a sender in its place.
        put_number(descriptor, info->si_code > 0 ? (uint64_t)(uintptr_t)info->si_addr : 0, 16);
        put(descriptor, ", at 0x");
        put_number(descriptor, place_in_program(context), 16);
        put(descriptor, "\n");
        // The report gets its name before anything is tried that may fail.
        if (atomic_load(&has_report) && keep_report())
            write_notice();
        void *frames[64];
        int count = backtrace(frames, 64);
        backtrace_symbols_fd(frames, count, descriptor);
        alarm(0);
    }
    // Called and not left to the signal's return: after a signal that was sent Swift's handler comes back, and the process
    // would go on.
    const struct sigaction *before = &crash_before[index];
    if (hands_on && (before->sa_flags & SA_SIGINFO) && before->sa_sigaction != NULL) {
        // With the signals open that it asked for: it looks at memory that may not be there, and a fault that is blocked
        // is the end.
        sigset_t mask;
        sigorset(&mask, &before->sa_mask, &((ucontext_t *)context)->uc_sigmask);
        if (!(before->sa_flags & SA_NODEFER))
            sigaddset(&mask, number);
        pthread_sigmask(SIG_SETMASK, &mask, NULL);
        before->sa_sigaction(number, info, context);
    }
    // On return a fault happens again, and ends the process. What was sent, and a trap, which may not happen twice, is sent
    // again.
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigemptyset(&standard.sa_mask);
    sigaction(number, &standard, NULL);
    if (info->si_code <= 0 || number == SIGTRAP)
        raise(number);
}

void sondeo_crashes_watch(const char *version)
{
    if (watches_crashes)
        return;
    watches_crashes = true;
    // Swift's own handler offers a debugger to whoever is at the terminal, unless it is told not to.
    const char *setting = getenv("SWIFT_BACKTRACE");
    hands_on = setting != NULL && strstr(setting, "interactive=no") != NULL;
    strncpy(crash_version, version, sizeof crash_version - 1);
    // The first call loads a library, which a crash could not.
    void *frame[1];
    backtrace(frame, 1);
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    sigaltstack(&stack, &stack_before);
    struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (size_t index = 0; index < crash_count; index++)
        sigaddset(&action.sa_mask, crashes[index].number);
    for (size_t index = 0; index < crash_count; index++)
        sigaction(crashes[index].number, &action, &crash_before[index]);
}

void sondeo_crashes_unwatch(void)
{
    if (!watches_crashes)
        return;
    watches_crashes = false;
    for (size_t index = 0; index < crash_count; index++)
        sigaction(crashes[index].number, &crash_before[index], NULL);
    sigaltstack(&stack_before, NULL);
}
