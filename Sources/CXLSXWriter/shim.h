#ifndef SONDEO_CXLSXWRITER_SHIM_H
#define SONDEO_CXLSXWRITER_SHIM_H

#include <errno.h>
#include <linux/falloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <bits/types/cookie_io_functions_t.h>

// Swift's module of the C library is made without what only GNU has, and defining it here would make another C library of it.
extern FILE *fopencookie(void *cookie, const char *modes, cookie_io_functions_t functions);
extern int fallocate(int descriptor, int mode, __off_t offset, __off_t length);

// In constant-memory mode the library prints a sheet's rows to a temporary file, and copies them into the finished sheet when
// the workbook is closed. It looks at no error of either file, so on a full disk a sheet would miss rows and the workbook
// would be closed with success. These are the same two files with the errors kept: the rows go to a descriptor of
// ours through a stream of ours, and when the library has copied them and closes that stream, the copy is looked at too.
typedef struct sondeo_rows {
    lxw_worksheet *sheet;
    FILE *stream;
    int descriptor;
    // The number of the first error; 0 where there was none.
    int fault;
} sondeo_rows;

static inline void sondeo_rows_note(sondeo_rows *rows, int code) {
    if (rows->fault == 0) rows->fault = code == 0 ? EIO : code;
}

static inline ssize_t sondeo_rows_write(void *cookie, const char *bytes, size_t count) {
    sondeo_rows *rows = (sondeo_rows *)cookie;
    size_t done = 0;
    while (done < count) {
        ssize_t written = write(rows->descriptor, bytes + done, count - done);
        if (written >= 0) done += (size_t)written;
        else if (errno != EINTR) {
            sondeo_rows_note(rows, errno);
            break;
        }
    }
    // What could not be written is dropped: the export has failed, and the library has nothing to do about it.
    return (ssize_t)count;
}

static inline ssize_t sondeo_rows_read(void *cookie, char *bytes, size_t count) {
    sondeo_rows *rows = (sondeo_rows *)cookie;
    ssize_t got;
    do got = read(rows->descriptor, bytes, count);
    while (got < 0 && errno == EINTR);
    if (got < 0) sondeo_rows_note(rows, errno);
    return got;
}

static inline int sondeo_rows_seek(void *cookie, __off64_t *offset, int whence) {
    sondeo_rows *rows = (sondeo_rows *)cookie;
    __off64_t place = lseek(rows->descriptor, *offset, whence);
    if (place < 0) {
        sondeo_rows_note(rows, errno);
        return -1;
    }
    *offset = place;
    return 0;
}

static inline int sondeo_rows_close(void *cookie) {
    sondeo_rows *rows = (sondeo_rows *)cookie;
    FILE *copy = rows->sheet != NULL ? rows->sheet->file : NULL;
    if (copy != NULL && copy != rows->stream) {
        errno = 0;
        if (fflush(copy) != 0 || ferror(copy)) sondeo_rows_note(rows, errno == 0 ? ENOSPC : errno);
        // What follows the rows is far smaller than this, so that it has room. Not every file system can promise that.
        else if (fallocate(fileno(copy), FALLOC_FL_KEEP_SIZE, ftello(copy), 1 << 16) != 0
            && (errno == ENOSPC || errno == EDQUOT)) sondeo_rows_note(rows, errno);
    }
    rows->stream = NULL;
    return close(rows->descriptor);
}

// Lets the rows of a sheet go to a descriptor, which is closed with them; -1 where there is no memory.
static inline int sondeo_rows_open(sondeo_rows *rows, lxw_worksheet *sheet, int descriptor) {
    cookie_io_functions_t functions = {
        sondeo_rows_read, sondeo_rows_write, sondeo_rows_seek, sondeo_rows_close};
    rows->sheet = sheet;
    rows->descriptor = descriptor;
    rows->fault = 0;
    rows->stream = fopencookie(rows, "w+", functions);
    if (rows->stream == NULL) return -1;
    setvbuf(rows->stream, NULL, _IOFBF, 1 << 16);
    if (sheet->optimize_tmpfile != NULL) fclose(sheet->optimize_tmpfile);
    sheet->file = rows->stream;
    sheet->optimize_tmpfile = rows->stream;
    return 0;
}

// Closes the rows of a sheet that is not finished: before its workbook is freed, or after the library freed it where
// writing failed.
static inline void sondeo_rows_drop(sondeo_rows *rows, int is_freed) {
    if (rows->stream == NULL) return;
    if (!is_freed) {
        rows->sheet->file = NULL;
        rows->sheet->optimize_tmpfile = NULL;
    }
    rows->sheet = NULL;
    fclose(rows->stream);
}

// Writes the workbook and frees it. The library prints what went wrong, which its caller says in its own words; so it is given
// another standard error.
static inline lxw_error sondeo_close(lxw_workbook *workbook) {
    FILE *shown = stderr;
    FILE *quiet = fopen("/dev/null", "we");
    if (quiet != NULL) stderr = quiet;
    errno = 0;
    lxw_error error = workbook_close(workbook);
    int code = errno;
    stderr = shown;
    if (quiet != NULL) fclose(quiet);
    errno = code;
    return error;
}

#endif
