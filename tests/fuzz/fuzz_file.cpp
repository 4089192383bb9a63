// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"

#include <QtGlobal>

using namespace groundplan;

/// Whatever the bytes are: no crash, and what is read is written and read again as the same blueprint.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const Result<Blueprint> first = blueprintfile::read(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!first) {
        if (first.error().message.isEmpty())
            qFatal("A refusal without a reason");
        return 0;
    }
    const QByteArray bytes = blueprintfile::write(*first);
    const Result<Blueprint> second = blueprintfile::read(bytes);
    if (!second)
        qFatal("What was written cannot be read: %s", qPrintable(second.error().text()));
    if (blueprintfile::write(*second) != bytes)
        qFatal("Writing twice gives different bytes");
    return 0;
}
