// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/chunkfile.h"

#include <QFile>
#include <QtEndian>

#include <zlib.h>

namespace groundplan {

quint64 ByteReader::number()
{
    quint64 value = 0;
    for (int shift = 0; m_at < m_bytes.size() && shift < 64; shift += 7) {
        const auto byte = quint8(m_bytes[m_at++]);
        value |= quint64(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            break;
    }
    return value;
}

quint32 ByteReader::word()
{
    if (m_bytes.size() - m_at < 4)
        return 0;
    const auto value = qFromLittleEndian<quint32>(m_bytes.data() + m_at);
    m_at += 4;
    return value;
}

double ByteReader::real()
{
    if (m_bytes.size() - m_at < 8)
        return 0;
    const auto value = qFromLittleEndian<double>(m_bytes.data() + m_at);
    m_at += 8;
    return value;
}

QString ByteReader::text()
{
    const auto size = qsizetype(qMin<quint64>(number(), quint64(m_bytes.size() - m_at)));
    const QString value = QString::fromUtf8(m_bytes.data() + m_at, size);
    m_at += size;
    return value;
}

ChunkFile::ChunkFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    m_data = file.readAll();
    if (!m_data.startsWith("GPS1"))
        return;
    ByteReader head(m_data, 4);
    m_count = int(qMin<quint32>(head.word(), quint32(m_data.size() / 12)));
}

std::shared_ptr<const QByteArray> ChunkFile::chunk(int index)
{
    static constexpr size_t kept = 6;
    if (const auto it = m_unpacked.find(index); it != m_unpacked.end())
        return it->second;
    auto raw = std::make_shared<QByteArray>();
    if (index >= 0 && index < m_count) {
        ByteReader head(m_data, 8 + 12 * qsizetype(index));
        const quint32 place = head.word(), packed = head.word(), size = head.word();
        if (quint64(place) + packed <= quint64(m_data.size()) && size < (1u << 28)) {
            raw->resize(qsizetype(size));
            uLongf got = size;
            const int result = uncompress(reinterpret_cast<Bytef *>(raw->data()), &got,
                                          reinterpret_cast<const Bytef *>(m_data.constData() + place), packed);
            if (result != Z_OK || got != size)
                raw->clear();
        }
    }
    if (m_unpacked.size() >= kept)
        m_unpacked.erase(m_unpacked.begin());
    m_unpacked[index] = raw;
    return raw;
}

const QString &ChunkFile::name(quint64 number)
{
    static const QString none;
    if (m_names.isEmpty()) {
        const auto names = chunk(1);
        ByteReader reader(*names);
        const int count = reader.count();
        m_names.reserve(count + 1);
        for (int i = 0; i < count; ++i)
            m_names.append(reader.text());
        m_unpacked.erase(1);
        if (m_names.isEmpty())
            m_names.append(QString());
    }
    return number < quint64(m_names.size()) ? m_names.at(qsizetype(number)) : none;
}

QByteArrayView partOf(const QByteArray &chunk, int part, int parts)
{
    ByteReader sizes(chunk);
    qsizetype at = 4 * qsizetype(parts);
    for (int i = 0; i < part; ++i)
        at += sizes.word();
    const qsizetype size = sizes.word();
    return at + size <= chunk.size() ? QByteArrayView(chunk).sliced(at, size) : QByteArrayView();
}

int recordCount(QByteArrayView part) { return int(ByteReader(part).word()); }

ByteReader recordOf(QByteArrayView part, int index)
{
    const qsizetype count = recordCount(part);
    if (index < 0 || index >= count)
        return {};
    const qsizetype first = 4 + 4 * count;
    const qsizetype place = first + ByteReader(part, 4 + 4 * qsizetype(index)).word();
    const qsizetype end = index + 1 < count ? first + ByteReader(part, 8 + 4 * qsizetype(index)).word() : part.size();
    return place <= end && end <= part.size() ? ByteReader(part.first(end), place) : ByteReader();
}

} // namespace groundplan
