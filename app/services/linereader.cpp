// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/linereader.h"

#include <algorithm>
#include <utility>

namespace groundplan {

namespace {

QByteArray withoutReturn(QByteArray line)
{
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

} // namespace

QList<QByteArray> LineReader::take(const QByteArray &bytes)
{
    QList<QByteArray> lines;
    qsizetype from = 0;
    while (from < bytes.size()) {
        const qsizetype end = bytes.indexOf('\n', from);
        const qsizetype stop = end < 0 ? bytes.size() : end;
        const qsizetype room = std::max<qsizetype>(0, m_longestLine - m_partial.size());
        m_partial += bytes.mid(from, std::min(stop - from, room));
        if (end < 0)
            break;
        lines << withoutReturn(std::exchange(m_partial, {}));
        from = end + 1;
    }
    return lines;
}

QByteArray LineReader::rest() { return withoutReturn(std::exchange(m_partial, {})); }

} // namespace groundplan
