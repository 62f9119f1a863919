#ifndef SONDEO_CZLIB_SHIM_H
#define SONDEO_CZLIB_SHIM_H

#include <zlib.h>

#endif
