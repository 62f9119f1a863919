// Password hashes from libcrypt, which every Debian system has: yescrypt, the hash that the system itself keeps passwords
// with, so that no cryptography is the project's own.
#include <crypt.h>
