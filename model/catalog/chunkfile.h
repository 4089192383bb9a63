// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>
#include <memory>

namespace groundplan {

/// Reads numbers and texts one after another. Past the end everything is zero or empty: no byte outside is touched.
class ByteReader {
public:
    ByteReader() = default;
    explicit ByteReader(QByteArrayView bytes, qsizetype at = 0) : m_bytes(bytes), m_at(qMin(at, bytes.size())) { }

    quint64 number(); ///< LEB128
    int count() { return int(qMin<quint64>(number(), 1 << 24)); }
    quint32 word(); ///< 32 bit
    double real();  ///< 64 bit
    QString text();
    QByteArrayView rest() const { return m_bytes.sliced(m_at); }
    bool isAtEnd() const { return m_at >= m_bytes.size(); }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

/// One of the compact files of resources/schemas: chunks that are unpacked when asked for. See the README there for the form.
/// Not safe to use from several threads at once.
class ChunkFile {
public:
    explicit ChunkFile(const QString &path);

    int chunkCount() const { return m_count; }
    /// Unpacked; the last few are kept.
    std::shared_ptr<const QByteArray> chunk(int index);
    /// The names of chunk 1, by number.
    const QString &name(quint64 number);

private:
    QByteArray m_data;
    int m_count = 0;
    std::map<int, std::shared_ptr<const QByteArray>> m_unpacked;
    QStringList m_names;
};

/// The parts of a chunk, and the records of a part: their number, their places, their bytes.
QByteArrayView partOf(const QByteArray &chunk, int part, int parts);
int recordCount(QByteArrayView part);
ByteReader recordOf(QByteArrayView part, int index);

} // namespace groundplan
