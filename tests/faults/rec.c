/* LD_PRELOAD: writes down, in exact order, what a process does to the files of one folder and
 * what it prints, and makes such calls fail on request.
 *
 * REC_ROOT   the folder (absolute, without a slash at the end)
 * REC_LOG    where to write it down; without it nothing is recorded
 * REC_FAULT  while this file exists and holds "ERRNO CALL N", the Nth next CALL (write, sync, open,
 *            or read of what begins with kiosk.db) in the folder fails with ERRNO, and so does each
 *            after it, until the file is gone
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

enum { MOST = 4096 };
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *root, *fault;
static int out = -1, failing, left;
enum { ELSEWHERE, IN_ROOT, DATABASE };
static char in_root[MOST]; /* by file descriptor */

static void begin(void) __attribute__((constructor));
static void begin(void) {
    root = getenv("REC_ROOT");
    fault = getenv("REC_FAULT");
    const char *log = getenv("REC_LOG");
    unsetenv("LD_PRELOAD"); /* children are not recorded */
    if (root && log) out = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The path below the folder, NULL for one elsewhere. */
static const char *below(const char *path) {
    size_t length = root ? strlen(root) : 0;
    if (!length || strncmp(path, root, length)) return NULL;
    if (!path[length]) return "";
    return path[length] == '/' ? path + length + 1 : NULL;
}

static int known(int fd) { return fd >= 0 && fd < MOST && in_root[fd]; }

static void put(const void *bytes, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (length && real(out, bytes, length) != (ssize_t)length) abort();
}

static void record(char call, int fd, int64_t at, const char *path, const void *data, size_t length) {
    struct __attribute__((packed)) { char call; int32_t fd; int64_t at; uint32_t path, data; } head =
        {call, fd, at, path ? strlen(path) : 0, length};
    if (out < 0) return;
    put(&head, sizeof head);
    put(path, head.path);
    put(data, length);
}

/* 1 and errno set, where this call must fail. */
static int fails(const char *call) {
    char asked[16];
    int number, first;
    FILE *file = fault ? fopen(fault, "r") : NULL;
    if (!file) return failing = 0;
    int read = fscanf(file, "%d %15s %d", &number, asked, &first);
    fclose(file);
    if (read != 3 || strcmp(asked, call)) return 0;
    if (!failing) failing = 1, left = first;
    if (left > 1) return left--, 0;
    errno = number;
    return 1;
}

#define IN_TURN(call) \
    pthread_mutex_lock(&turn); \
    call; \
    pthread_mutex_unlock(&turn)

static int opened(int fd, const char *path, int flags) {
    if (fd >= 0 && fd < MOST) {
        in_root[fd] = !below(path) ? ELSEWHERE : strncmp(below(path), "kiosk.db", 8) ? IN_ROOT : DATABASE;
        if (in_root[fd]) record('O', fd, flags, below(path), NULL, 0);
    }
    return fd;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, name, const char *, int, ...); \
        va_list rest; \
        va_start(rest, flags); \
        int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, int) : 0, fd; \
        va_end(rest); \
        IN_TURN(fd = below(path) && fails("open") ? -1 : opened(real(path, flags, mode), path, flags)); \
        return fd; \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        REAL(int, name, int, const char *, int, ...); \
        va_list rest; \
        va_start(rest, flags); \
        int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, int) : 0, fd; \
        va_end(rest); \
        IN_TURN(fd = opened(real(folder, path, flags, mode), path, flags)); \
        return fd; \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    REAL(int, close, int);
    int result;
    IN_TURN(if (known(fd)) { in_root[fd] = 0; record('C', fd, 0, NULL, NULL, 0); } result = real(fd));
    return result;
}

ssize_t write(int fd, const void *data, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    ssize_t done;
    if (fd == STDOUT_FILENO) { /* recorded first: what was shown was surely shown by then */
        IN_TURN(record('P', fd, 0, NULL, data, length); done = real(fd, data, length));
        return done;
    }
    if (!known(fd)) return real(fd, data, length);
    IN_TURN(
        done = fails("write") ? -1 : real(fd, data, length);
        if (done > 0) record('W', fd, lseek(fd, 0, SEEK_CUR) - done, NULL, data, done));
    return done;
}

#define PWRITE(name) \
    ssize_t name(int fd, const void *data, size_t length, off_t at) { \
        REAL(ssize_t, name, int, const void *, size_t, off_t); \
        ssize_t done; \
        if (!known(fd)) return real(fd, data, length, at); \
        IN_TURN( \
            done = fails("write") ? -1 : real(fd, data, length, at); \
            if (done > 0) record('W', fd, at, NULL, data, done)); \
        return done; \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

static int unreadable(int fd) { return fd >= 0 && fd < MOST && in_root[fd] == DATABASE && fails("read"); }

ssize_t read(int fd, void *data, size_t length) {
    REAL(ssize_t, read, int, void *, size_t);
    ssize_t done;
    if (!known(fd)) return real(fd, data, length);
    IN_TURN(done = unreadable(fd) ? -1 : real(fd, data, length));
    return done;
}

#define PREAD(name) \
    ssize_t name(int fd, void *data, size_t length, off_t at) { \
        REAL(ssize_t, name, int, void *, size_t, off_t); \
        ssize_t done; \
        if (!known(fd)) return real(fd, data, length, at); \
        IN_TURN(done = unreadable(fd) ? -1 : real(fd, data, length, at)); \
        return done; \
    }
PREAD(pread)
PREAD(pread64)

#define TRUNCATE(name) \
    int name(int fd, off_t length) { \
        REAL(int, name, int, off_t); \
        int result; \
        IN_TURN(result = real(fd, length); \
            if (!result && known(fd)) record('T', fd, length, NULL, NULL, 0)); \
        return result; \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define SYNC(name) \
    int name(int fd) { \
        REAL(int, name, int); \
        int result; \
        IN_TURN(result = known(fd) && fails("sync") ? -1 : real(fd); \
            if (!result && known(fd)) record('S', fd, 0, NULL, NULL, 0)); \
        return result; \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    int result;
    IN_TURN(result = real(path); if (!result && below(path)) record('U', -1, 0, below(path), NULL, 0));
    return result;
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, mkdir, const char *, mode_t);
    int result;
    IN_TURN(result = real(path, mode);
        if (!result && below(path)) record('M', -1, 0, below(path), NULL, 0));
    return result;
}

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    int result;
    IN_TURN(result = real(from, to);
        if (!result && below(from) && below(to))
            record('R', -1, 0, below(from), below(to), strlen(below(to))));
    return result;
}
