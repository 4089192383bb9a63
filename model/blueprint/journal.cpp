// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/journal.h"

#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/words.h"

#include <QCryptographicHash>

namespace groundplan::journal {

namespace {

constexpr qsizetype checksumSize = 16; // hexadecimal digits: 64 bits of SHA-256

QByteArray sealed(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().left(checksumSize) + ' ' + content + '\n';
}

/// The content of one line if it is whole and its checksum fits.
std::optional<QByteArray> unsealed(QByteArrayView line)
{
    if (line.size() <= checksumSize || line[checksumSize] != ' ')
        return std::nullopt;
    const QByteArray content = line.sliced(checksumSize + 1).toByteArray();
    if (QByteArrayView(sealed(content)).first(checksumSize) != line.first(checksumSize))
        return std::nullopt;
    return content;
}

} // namespace

QByteArray headerLine(const Base &base)
{
    return sealed(blueprintfile::writeValue(ValueMap{{QStringLiteral("journal"), 1},
                                                     {QStringLiteral("path"), base.path},
                                                     {QStringLiteral("sha256"), QString::fromLatin1(base.sha256.toHex())}}));
}

QByteArray line(const ChangeSet &set) { return sealed(blueprintfile::writeChangeSet(set)); }

Result<Recovered> read(const QByteArray &bytes)
{
    Recovered recovered;
    qsizetype start = 0;
    bool isHeader = true;
    while (start < bytes.size()) {
        const qsizetype end = bytes.indexOf('\n', start);
        if (end < 0)
            break; // the edit in flight when the program died
        const auto content = unsealed(QByteArrayView(bytes).sliced(start, end - start));
        if (!content)
            break;
        if (isHeader) {
            const auto header = blueprintfile::readValue(*content);
            if (!header || (*header)[QStringLiteral("journal")].toInteger() != 1)
                return Error{tr("The recovery journal is from another version of Groundplan.")};
            recovered.base = Base{(*header)[QStringLiteral("path")].toString(),
                                  QByteArray::fromHex((*header)[QStringLiteral("sha256")].toString().toLatin1())};
        } else {
            auto edit = blueprintfile::readChangeSet(*content);
            if (!edit)
                break;
            recovered.edits.append(std::move(edit).value());
        }
        isHeader = false;
        start = end + 1;
    }
    if (isHeader)
        return Error{tr("The recovery journal is empty or damaged.")};
    recovered.ignoredBytes = bytes.size() - start;
    return recovered;
}

Replayed replay(Blueprint blueprint, const QList<ChangeSet> &edits)
{
    Replayed result{std::move(blueprint)};
    for (const ChangeSet &edit : edits) {
        if (!result.blueprint.apply(edit))
            break;
        ++result.count;
    }
    return result;
}

} // namespace groundplan::journal
