// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSettings>
#include <QStringList>

namespace groundplan {

/// What the user prefers, in one file. Announces a change by its key, so that it is applied at once.
class Settings : public QObject {
    Q_OBJECT
public:
    /// The user's own file, or `path` (tests).
    explicit Settings(const QString &path = {}, QObject *parent = nullptr);

    QVariant value(const QString &key, const QVariant &fallback) const { return m_store.value(key, fallback); }
    void setValue(const QString &key, const QVariant &value);
    QString path() const { return m_store.fileName(); }

Q_SIGNALS:
    void changed(const QString &key);

private:
    QSettings m_store;
};

/// One setting: its key, type and value before the user says otherwise.
template <class T> class Setting {
public:
    Setting(const char *key, T fallback) : m_key(QString::fromLatin1(key)), m_fallback(std::move(fallback)) { }
    const QString &key() const { return m_key; }
    T of(const Settings &settings) const { return settings.value(m_key, QVariant::fromValue(m_fallback)).template value<T>(); }
    void set(Settings &settings, const T &value) const { settings.setValue(m_key, QVariant::fromValue(value)); }

private:
    QString m_key;
    T m_fallback;
};

namespace setting {
inline const Setting<QString> theme{"look/theme", QStringLiteral("system")}; // system, light, dark, contrast-light, contrast-dark
inline const Setting<bool> snapToGrid{"canvas/snapToGrid", true};
inline const Setting<bool> showMinimap{"canvas/showMinimap", true};
inline const Setting<bool> showCosts{"canvas/showCosts", true};
inline const Setting<QString> enginePath{"deploy/enginePath", QString()};         // empty: tofu or terraform on PATH
inline const Setting<QString> providerMirror{"deploy/providerMirror", QString()}; // empty: the registry
inline const Setting<QStringList> recentFiles{"files/recent", QStringList()};
inline const Setting<QString> lastFolder{"files/lastFolder", QString()};
inline const Setting<QString> exportFolder{"files/exportFolder", QString()};
inline const Setting<bool> reopenLast{"files/reopenLast", true};
inline const Setting<QStringList> paletteRecent{"palette/recent", QStringList()};
inline const Setting<QStringList> paletteFavourites{"palette/favourites", QStringList()}; // empty: the built-in ones
inline const Setting<QString> codeTarget{"code/target", QStringLiteral("terraform")};
inline const Setting<QStringList> gridColumns{"grid/columns", QStringList()}; // empty: what most rows have set
inline const Setting<bool> showMenuBar{"window/menuBar", false};
inline const Setting<QByteArray> windowGeometry{"window/geometry", QByteArray()};
inline const Setting<QByteArray> sideSplitter{"window/sideSplitter", QByteArray()};
inline const Setting<QByteArray> centreSplitter{"window/centreSplitter", QByteArray()};
inline const Setting<QByteArray> bottomSplitter{"window/bottomSplitter", QByteArray()};
} // namespace setting

} // namespace groundplan
