// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/blueprint/samples.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/resource.h>

using namespace groundplan;

class TestFile : public QObject {
    Q_OBJECT

    static QString dataPath(const char *name) { return QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/files/") + QLatin1String(name); }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everySampleOpensAndIsWrittenAsItWas_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("example") << samples::examplePath();
        const QDir folder(dataPath("v1"));
        for (const QString &name : folder.entryList({QStringLiteral("*.groundplan")}))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
    void everySampleOpensAndIsWrittenAsItWas()
    {
        QFETCH(QString, path);
        const auto loaded = blueprintfile::load(path);
        QVERIFY2(loaded.ok(), loaded ? "" : qPrintable(loaded.error().text()));
        QCOMPARE(blueprintfile::write(*loaded), samples::bytesOf(path));
    }

    void unknownContentSurvives()
    {
        const auto loaded = blueprintfile::load(dataPath("v1/from-the-future.groundplan"));
        QVERIFY2(loaded.ok(), loaded ? "" : qPrintable(loaded.error().text()));
        Blueprint blueprint = *loaded;
        const ResourceId id(QStringLiteral("x"));
        QCOMPARE(blueprint.find(id)->type, QStringLiteral("aws_not_yet_invented"));
        QVERIFY(blueprint.apply(*edits::rename(blueprint, id, QStringLiteral("renamed"))).ok());
        const QByteArray written = blueprintfile::write(blueprint);
        for (const char *kept : {"\"mood\": \"calm\"", "\"future_section\"", "\"shade\": 7", "\"theme\": \"dark\""})
            QVERIFY2(written.contains(kept), kept);
    }

    void badFileNamesThePlace_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("part");
        const auto with = [](const QByteArray &rest) {
            return QByteArray("{\"format\": 1, \"blueprint\": {\"name\": \"x\"}" + rest + "}");
        };
        QTest::newRow("not json") << QByteArray("hello") << QStringLiteral("line 1, column 1");
        QTest::newRow("a list") << QByteArray("[]") << QStringLiteral("no JSON object");
        QTest::newRow("no format") << QByteArray("{}") << QStringLiteral("format");
        QTest::newRow("newer") << QByteArray("{\"format\": 99}") << QStringLiteral("newer Groundplan");
        QTest::newRow("section") << with(", \"resources\": {}") << QStringLiteral("“resources” must be a list");
        QTest::newRow("row") << with(", \"resources\": [7]") << QStringLiteral("resources[0]");
        QTest::newRow("no id") << with(", \"resources\": [{\"type\": \"aws_vpc\"}]") << QStringLiteral("“id”");
        QTest::newRow("bad field") << with(", \"resources\": [{\"id\": \"a\", \"type\": \"aws_vpc\", \"zones\": \"b\"}]")
                                   << QStringLiteral("“zones”");
        QTest::newRow("bad rect") << with(
            ", \"placements\": [{\"id\": \"a\", \"page\": \"p\", \"resource\": \"r\", \"rect\": [0, 0, 1e300, 1]}]")
                                  << QStringLiteral("“rect”");
        QTest::newRow("id twice") << with(", \"pages\": [{\"id\": \"a\", \"name\": \"\"}, {\"id\": \"a\", \"name\": \"\"}]")
                                  << QStringLiteral("“a” is there twice");
        QTest::newRow("key twice") << with(",\n\"resources\": [\n{\"id\": \"a\", \"id\": \"b\"}]") << QStringLiteral("line 3, column 16");
        QTest::newRow("too deep") << with(",\n\n\"x\": " + QByteArray(100, '[')) << QStringLiteral("line 3, column 69");
        QTest::newRow("missing zone") << with(", \"resources\": [{\"id\": \"a\", \"type\": \"t\", \"name\": \"n\", \"zones\": [\"z\"]}]")
                                      << QStringLiteral("a → z");
        QTest::newRow("zone circle") << with(", \"resources\": [{\"id\": \"a\", \"type\": \"t\", \"name\": \"n\", \"zones\": [\"b\"]}, "
                                             "{\"id\": \"b\", \"type\": \"t\", \"name\": \"n\", \"zones\": [\"a\"]}]")
                                     << QStringLiteral("inside itself");
    }
    void badFileNamesThePlace()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, part);
        const auto read = blueprintfile::read(bytes);
        QVERIFY(!read);
        QVERIFY2(read.error().text().contains(part), qPrintable(read.error().text()));
    }

    void aLeadingMarkIsACharacterOfAValue()
    {
        const QString marked = QStringLiteral("\ufeffabc"), twice = QStringLiteral("\ufeff\ufeff");
        const auto value = blueprintfile::readValue("{\"\xef\xbb\xbf"
                                                    "abc\": [\"\\ufeff"
                                                    "abc\", \"\xef\xbb\xbf\xef\xbb\xbf\"], \"abc\": 1}");
        QVERIFY2(value.ok(), value ? "" : qPrintable(value.error().text()));
        QCOMPARE((*value)[marked], Value(ValueList{marked, twice}));
        QCOMPARE(value->toMap().size(), 2);

        Blueprint blueprint;
        QVERIFY(blueprint.apply(*edits::renameBlueprint(blueprint, marked)).ok());
        const QByteArray written = blueprintfile::write(blueprint);
        QVERIFY(!written.startsWith("\xef\xbb\xbf"));
        QCOMPARE(blueprintfile::read(written)->header().name, marked);
        const auto step = edits::renameBlueprint(blueprint, twice);
        QCOMPARE(*blueprintfile::readChangeSet(blueprintfile::writeChangeSet(*step)), *step); // what the journal keeps
        QCOMPARE(blueprintfile::read("\xef\xbb\xbf" + written)->header().name, marked);       // a file may have its own mark
    }

    void everyTruncationIsRefused()
    {
        const QByteArray bytes = samples::bytesOf(samples::examplePath());
        for (qsizetype cut = 0; cut < bytes.size() - 2; cut += 97)
            QVERIFY(!blueprintfile::read(bytes.first(cut)));
    }

    void foldersAndMissingFilesAreRefused()
    {
        QTemporaryDir folder;
        QVERIFY(!blueprintfile::load(folder.path()));
        QVERIFY(!blueprintfile::load(folder.filePath(QStringLiteral("none.groundplan"))));
    }

    void hugeFileIsRefusedUnread()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("huge.groundplan")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(300ll * 1024 * 1024)); // sparse
        const auto loaded = blueprintfile::load(file.fileName());
        QVERIFY(!loaded);
        QVERIFY(loaded.error().message.contains(QStringLiteral("too large")));
    }

    void fullDiskKeepsTheOldFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.groundplan"));
        QVERIFY(blueprintfile::save(samples::threeTier(), path).ok());
        const QByteArray before = samples::bytesOf(path);
        // A limit on the size of files fails a write just as a full disk does.
        rlimit old{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
        const rlimit small{1000, old.rlim_max};
        signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto saved = blueprintfile::save(samples::threeTier(), path);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &old), 0);
        QVERIFY(!saved);
        QVERIFY(saved.error().message.contains(QStringLiteral("unchanged")));
        QVERIFY2(saved.error().message.contains(QLatin1String(strerror(EFBIG))), qPrintable(saved.error().message));
        QCOMPARE(samples::bytesOf(path), before);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void missingFolderIsSaidOnSave()
    {
        const auto saved = blueprintfile::save(samples::threeTier(), QStringLiteral("/nonexistent/folder/a.groundplan"));
        QVERIFY(!saved);
        QVERIFY(saved.error().detail.contains(QStringLiteral("/nonexistent")));
    }

    void sameBlueprintGivesTheSameBytes()
    {
        const Blueprint a = samples::threeTier();
        Blueprint b;
        QVERIFY(b.apply(*edits::renameBlueprint(b, QStringLiteral("x"))).ok());
        b = *blueprintfile::read(blueprintfile::write(a));
        QCOMPARE(blueprintfile::write(b), blueprintfile::write(a));
    }
};

QTEST_GUILESS_MAIN(TestFile)
#include "test_file.moc"
