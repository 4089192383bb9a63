// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace groundplan {

/// Splits a stream into lines in bounded memory: a line longer than `longestLine` is cut, the rest of it is dropped.
class LineReader {
public:
    explicit LineReader(qsizetype longestLine = 1 << 20) : m_longestLine(longestLine) { }

    /// The lines that `bytes` completes, without their ends.
    QList<QByteArray> take(const QByteArray &bytes);
    /// What is left at the end of the stream; empty when it ended with a line.
    QByteArray rest();

private:
    qsizetype m_longestLine;
    QByteArray m_partial;
};

} // namespace groundplan
