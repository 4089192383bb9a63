// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/thumbnails.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace groundplan {

namespace {

constexpr qsizetype mostKept = 40; // more than the list of recent files is long: a drive may come back

} // namespace

QString Thumbnails::fileFor(const QString &path) const
{
    const QByteArray hash = QCryptographicHash::hash(QFileInfo(path).absoluteFilePath().toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("%1/%2.png").arg(m_folder, QString::fromLatin1(hash.toHex().left(32)));
}

QImage Thumbnails::of(const QString &path) const { return QImage(fileFor(path), "PNG"); }

void Thumbnails::keep(const QString &path, const QImage &picture) const
{
    if (picture.isNull() || !QDir().mkpath(m_folder))
        return;
    QSaveFile file(fileFor(path));
    if (!file.open(QIODevice::WriteOnly) || !picture.save(&file, "PNG") || !file.commit())
        return; // a card without a picture is no harm
    const QFileInfoList all = QDir(m_folder).entryInfoList({QStringLiteral("*.png")}, QDir::Files, QDir::Time);
    for (qsizetype i = mostKept; i < all.size(); ++i)
        QFile::remove(all.at(i).absoluteFilePath());
}

} // namespace groundplan
