// Message digests from libmd, which every Debian system has. A library of its own rather than a package of
// cryptography, because one hash is all that is needed and the package takes minutes to build.
#include <sys/types.h>
#include <stdint.h>
#include <sha2.h>
