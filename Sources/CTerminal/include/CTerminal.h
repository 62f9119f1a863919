// What a terminal session needs that must not be interrupted: giving the terminal back on every way out, noticing
// signals, and a report when the program fails. Everything that is called "safe" may be called from signal handlers.
//
// A process has one session at a time, so that all of this is kept in static memory.

#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <termios.h>

// Giving the terminal back.

/// The most bytes that can be written on leaving.
#define SONDEO_LEAVE_LIMIT 512

/// Remembers how a terminal was and what is to be written on leaving, and takes care that `exit` gives it back. From now
/// on it counts as taken. Flags that are not -1 are those of a descriptor that others share: it does not block until the
/// terminal is given back. False where there are too many bytes.
bool sondeo_terminal_taken(
    int input, int input_flags, int output, int output_flags, const struct termios *saved, const uint8_t *leave,
    size_t count);

/// Gives a taken terminal back: throws away what was typed and not read, writes the bytes for leaving and sets the modes
/// as they were. Once; safe. Takes at most a second where the terminal does not read, and works in the background.
void sondeo_terminal_restore(void);

/// The terminal is gone: nothing will be written to it or set.
void sondeo_terminal_gone(void);

// Signals.

/// Blocks SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT and SIGWINCH but while `sondeo_signals_wait` waits, and notes those
/// that came; ignores SIGQUIT and SIGPIPE. The thread that calls it is the one that waits.
void sondeo_signals_watch(void);

/// Everything as it was before; signals that came and were not looked at are forgotten.
void sondeo_signals_unwatch(void);

/// As `ppoll`, with the signals open while it waits. Nanoseconds below 0 are for ever.
int sondeo_signals_wait(struct pollfd *wanted, size_t count, int64_t nanoseconds);

/// Whether a signal came since this was asked last; those that are still blocked do not count.
bool sondeo_signals_take(int number);

/// Stops the process as SIGTSTP, SIGTTIN or SIGTTOU do that nobody catches, with its whole process group or alone, and
/// comes back when it goes on. Comes back at once, and no SIGCONT was noted, where nobody could ever continue it.
void sondeo_signals_stop(int number, bool whole_group);

// Time.

/// A timer by the clock that goes on while the computer sleeps; a descriptor that can be read when it has come, or -1.
int sondeo_timer_open(void);

/// Sets the timer to a time of CLOCK_BOOTTIME in nanoseconds, or off below 0.
void sondeo_timer_set(int timer, int64_t nanoseconds);

// What is written to standard error while the screen is full, and what is to be known of a crash.

/// Sends standard error to a file at this path in this folder, without a name where the file system can do that. It gets
/// the name when there is something in it; then `notice` is written to the terminal too, after it was restored. False
/// where it cannot be opened; then reports of crashes go to standard error, as they do if this is never called.
bool sondeo_report_open(const char *folder, const char *path, const char *notice, int output);

/// Standard error as it was; the file stays, with its name, if there is anything in it, and then the notice is written.
/// Safe.
void sondeo_report_close(void);

/// From now on a crash restores the terminal, writes a report and then ends the process with its signal. `version` is what
/// the report says the program is. Where `SWIFT_BACKTRACE` says `interactive=no`, the handler that was there before has its
/// turn after the report.
void sondeo_crashes_watch(const char *version);

/// Crashes take the course they took before.
void sondeo_crashes_unwatch(void);

#endif
