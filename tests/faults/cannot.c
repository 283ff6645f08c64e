/* A disk that cannot do one thing: CANNOT is mmap, flock, lock or grow; elsewhere all works. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int cannot(const char *what, int fd)
{
    const char *named = getenv("CANNOT"), *root = getenv("CANNOT_ROOT");
    char link[64], path[PATH_MAX];
    ssize_t length;
    if (!named || !root || strcmp(named, what) || fd < 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return !strncmp(path, root, strlen(root));
}

static int fails(int with) { errno = with; return -1; }

void *mmap(void *at, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *(*real)(void *, size_t, int, int, int, off_t) = dlsym(RTLD_NEXT, "mmap");
    if ((flags & MAP_SHARED) && cannot("mmap", fd)) { errno = ENODEV; return MAP_FAILED; }
    return real(at, length, prot, flags, fd, offset);
}

void *mmap64(void *at, size_t length, int prot, int flags, int fd, off_t offset)
{
    return mmap(at, length, prot, flags, fd, offset);
}

int flock(int fd, int how)
{
    int (*real)(int, int) = dlsym(RTLD_NEXT, "flock");
    return cannot("flock", fd) ? fails(ENOSYS) : real(fd, how);
}

int ftruncate(int fd, off_t length)
{
    int (*real)(int, off_t) = dlsym(RTLD_NEXT, "ftruncate");
    return length > 0 && cannot("grow", fd) ? fails(EPERM) : real(fd, length);
}

int ftruncate64(int fd, off_t length) { return ftruncate(fd, length); }

static int locks(const char *name, int fd, int what, void *told)
{
    int (*real)(int, int, ...) = dlsym(RTLD_NEXT, name);
    int locking = what == F_SETLK || what == F_SETLKW;
    return locking && cannot("lock", fd) ? fails(ENOLCK) : real(fd, what, told);
}

int fcntl(int fd, int what, ...)
{
    va_list rest;
    va_start(rest, what);
    void *told = va_arg(rest, void *);
    va_end(rest);
    return locks("fcntl", fd, what, told);
}

int fcntl64(int fd, int what, ...)
{
    va_list rest;
    va_start(rest, what);
    void *told = va_arg(rest, void *);
    va_end(rest);
    return locks("fcntl64", fd, what, told);
}
