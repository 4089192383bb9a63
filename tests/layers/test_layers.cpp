// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTest>

#include <QDirIterator>
#include <QLibraryInfo>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

/// What the files of a folder may include: our own folders, Qt modules, other libraries.
struct Layer {
    QString folder;
    QStringList ours;
    QStringList modules;
    QStringList libraries;
};

/// The table of DESIGN.md; the longest folder that fits a file counts.
const QList<Layer> &layers()
{
    const QStringList core{u"QtCore"_s}, gui{u"QtCore"_s, u"QtGui"_s, u"QtSvg"_s};
    const QStringList quick = gui + QStringList{u"QtQml"_s, u"QtQuick"_s, u"QtQuickControls2"_s, u"QtQuickWidgets"_s, u"QtWidgets"_s};
    const QStringList services = core + QStringList{u"QtNetwork"_s, u"QtSql"_s, u"QtConcurrent"_s};
    static const QList<Layer> all{
        {u"model"_s, {u"model"_s}, core, {u"nlohmann"_s, u"zlib.h"_s}},
        {u"generators"_s, {u"generators"_s, u"model"_s}, core, {u"nlohmann"_s, u"yaml-cpp"_s}},
        {u"views/paint"_s, {u"views/paint"_s, u"model"_s}, gui, {}},
        {u"views"_s, {u"views"_s, u"model"_s}, gui + QStringList{u"QtWidgets"_s, u"QtSvgWidgets"_s}, {}},
        {u"qml"_s, {u"qml"_s, u"model"_s, u"views"_s}, quick, {}},
        {u"app/services"_s, {u"app/services"_s, u"model"_s, u"generators"_s}, services, {u"nlohmann"_s}},
        {u"app/cli"_s, {u"app/cli"_s, u"app/services"_s, u"views/paint"_s, u"model"_s, u"generators"_s}, services + gui, {u"nlohmann"_s}},
        {u"app"_s,
         {u"app"_s, u"qml"_s, u"views"_s, u"model"_s, u"generators"_s},
         quick + services + QStringList{u"QtPrintSupport"_s, u"QtSvgWidgets"_s},
         {}},
    };
    return all;
}

const Layer *layerOf(const QString &file)
{
    const Layer *nearest = nullptr;
    for (const Layer &layer : layers())
        if (file.startsWith(layer.folder + u'/') && (!nearest || layer.folder.size() > nearest->folder.size()))
            nearest = &layer;
    return nearest;
}

/// The Qt module that has a header: folder names of a linked target are no proof, for a target without Widgets still finds its headers.
QString moduleOf(const QString &header)
{
    static const QString headers = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    if (header.contains(u'/'))
        return header.section(u'/', 0, 0);
    for (const char *module : {"QtCore", "QtGui", "QtSvg", "QtNetwork", "QtSql", "QtConcurrent", "QtWidgets", "QtSvgWidgets",
                               "QtPrintSupport", "QtQml", "QtQuick", "QtQuickControls2", "QtQuickWidgets", "QtTest"})
        if (QFile::exists(headers + u'/' + QLatin1String(module) + u'/' + header))
            return QLatin1String(module);
    return u"unknown module"_s;
}

/// The lines of a file without their comments.
QStringList codeOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    static const QRegularExpression comment(u"//.*$"_s);
    for (QString &line : lines)
        line.remove(comment);
    return lines;
}

bool isAllowed(const Layer &layer, const QString &included, bool isQuoted)
{
    const auto isIn = [&included](const QString &folder) { return included.startsWith(folder + u'/'); };
    if (isQuoted)
        return !included.contains(u'/') || included.startsWith(u"moc_"_s) || std::any_of(layer.ours.begin(), layer.ours.end(), isIn);
    if (included.startsWith(u'Q') || included.startsWith(u"qt"_s))
        return layer.modules.contains(moduleOf(included));
    static const QRegularExpression system(
        u"^[a-z_0-9]+$|^(sys|unistd|signal|fcntl|errno|poll)[/.]|^(signal|unistd|fcntl|errno|malloc|poll|windows)\\.h$"_s);
    return system.match(included).hasMatch() || std::any_of(layer.libraries.begin(), layer.libraries.end(), [&](const QString &library) {
               return included == library || isIn(library);
           });
}

} // namespace

/// The layers hold, and a few habits that reviews would otherwise have to watch.
class TestLayers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        for (const char *folder : {"model", "generators", "views", "qml", "app", "tests"}) {
            QDirIterator it(m_root + QLatin1String(folder), {u"*.h"_s, u"*.cpp"_s, u"*.qml"_s}, QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext())
                m_files.append(it.next().mid(m_root.size()));
        }
        m_files.sort();
        QVERIFY(m_files.size() > 50);
    }

    void everyIncludeStaysInItsLayer()
    {
        static const QRegularExpression include(u"^\\s*#\\s*include\\s*([\"<])([^\">]+)[\">]"_s);
        QStringList wrong;
        for (const QString &file : std::as_const(m_files)) {
            const Layer *layer = layerOf(file);
            if (!layer)
                continue;
            for (const QString &line : codeOf(m_root + file))
                if (const auto match = include.match(line);
                    match.hasMatch() && !isAllowed(*layer, match.captured(2), match.captured(1) == u'"'))
                    wrong.append(u"%1 includes %2"_s.arg(file, match.captured(2)));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
    }

    void jsonStaysInImplementations()
    {
        QStringList wrong;
        for (const QString &file : std::as_const(m_files))
            if (file.endsWith(u".h"_s) && layerOf(file) && codeOf(m_root + file).join(u'\n').contains(u"#include <nlohmann"_s))
                wrong.append(file);
        wrong.removeAll(u"model/deployment/members.h"_s); // what two .cpp files of its folder share
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void noFileIsTooLong()
    {
        QStringList wrong;
        for (const QString &file : std::as_const(m_files))
            if (const auto lines = codeOf(m_root + file).size(); lines > 801)
                wrong.append(u"%1: %2 lines"_s.arg(file).arg(lines));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void everySourceNamesItsLicence()
    {
        QStringList wrong;
        for (const QString &file : std::as_const(m_files)) {
            QFile source(m_root + file);
            if (!source.open(QIODevice::ReadOnly) || !source.readLine().startsWith("// SPDX-License-Identifier: GPL-3.0-or-later"))
                wrong.append(file);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void habits_data()
    {
        QTest::addColumn<QRegularExpression>("pattern");
        QTest::addColumn<bool>("alsoInTests");
        QTest::newRow("no singletons") << QRegularExpression(uR"(\b(?!Q[A-Z])\w+::instance\(|^\s*static\s+\w+\s*[&*]\s*instance\()"_s)
                                       << true;
        QTest::newRow("no nested event loops") << QRegularExpression(uR"(\bQEventLoop\s+\w+|\bprocessEvents\()"_s) << true;
        QTest::newRow("no modal exec") << QRegularExpression(uR"((dialog|menu|box)\w*(\.|->)exec\()"_s,
                                                             QRegularExpression::CaseInsensitiveOption)
                                       << true;
        QTest::newRow("no waiting by the clock") << QRegularExpression(uR"(\bqWait\(|\bQThread::m?sleep\()"_s) << true;
        QTest::newRow("no blocking on processes")
            << QRegularExpression(uR"(\bwaitFor(Finished|Started|ReadyRead|BytesWritten)\()"_s) << false;
    }
    void habits()
    {
        QFETCH(QRegularExpression, pattern);
        QFETCH(bool, alsoInTests);
        QStringList wrong;
        for (const QString &file : std::as_const(m_files)) {
            if (file.startsWith(u"tests/layers/"_s) || (!alsoInTests && file.startsWith(u"tests/"_s)))
                continue;
            const QStringList lines = codeOf(m_root + file);
            for (qsizetype i = 0; i < lines.size(); ++i)
                if (pattern.match(lines.at(i)).hasMatch())
                    wrong.append(u"%1:%2: %3"_s.arg(file).arg(i + 1).arg(lines.at(i).trimmed()));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
    }

private:
    const QString m_root = QStringLiteral(GROUNDPLAN_SOURCE_DIR "/");
    QStringList m_files;
};

QTEST_GUILESS_MAIN(TestLayers)
#include "test_layers.moc"
