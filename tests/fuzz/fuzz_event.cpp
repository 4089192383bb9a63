// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/deployment/events.h"

#include <QtGlobal>

using namespace groundplan;

/// Whatever an engine prints, line by line and as the result of `validate`: no crash, and no control code reaches the window.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    for (const QByteArray &line : bytes.split('\n'))
        if (parseEvent(line).message.contains(QChar(0x1b)))
            qFatal("A control code got through");
    for (const EngineDiagnostic &diagnostic : parseValidation(bytes))
        if (diagnostic.summary.contains(QChar(0x1b)))
            qFatal("A control code got through");
    return 0;
}
