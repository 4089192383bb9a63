// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/settings.h"

namespace groundplan {

namespace {

QString ownPath()
{
    return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("groundplan"), QStringLiteral("groundplan")).fileName();
}

} // namespace

Settings::Settings(const QString &path, QObject *parent) : QObject(parent), m_store(path.isEmpty() ? ownPath() : path, QSettings::IniFormat)
{
}

void Settings::setValue(const QString &key, const QVariant &value)
{
    if (m_store.contains(key) && m_store.value(key) == value)
        return;
    m_store.setValue(key, value);
    Q_EMIT changed(key);
}

} // namespace groundplan

#include "moc_settings.cpp"
