// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/fileset.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/resource.h>

using namespace groundplan;
using namespace Qt::Literals::StringLiterals;

class TestFileSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAndReplacesWholeFiles();
    void namesCannotLeaveTheFolder_data();
    void namesCannotLeaveTheFolder();
    void linksAreNotFollowed();
    void whyItFailsIsSaid();
};

void TestFileSet::writesAndReplacesWholeFiles()
{
    QTemporaryDir folder;
    FileSet set;
    set.files = {{u"main.tf"_s, "one"}, {u"modules/a/main.tf"_s, "two"}};
    QVERIFY(set.writeTo(folder.path() + u"/new/er"_s));
    set.files = {{u"main.tf"_s, "three"}};
    QVERIFY(set.writeTo(folder.path() + u"/new/er"_s));
    QFile main(folder.path() + u"/new/er/main.tf"_s), other(folder.path() + u"/new/er/modules/a/main.tf"_s);
    QVERIFY(main.open(QIODevice::ReadOnly) && other.open(QIODevice::ReadOnly));
    QCOMPARE(main.readAll(), QByteArray("three"));
    QCOMPARE(other.readAll(), QByteArray("two"));
}

void TestFileSet::namesCannotLeaveTheFolder_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"", "/etc/x", "../x", "a/../../x", "a//b", "./x", "..", "C:\\x", "C:x", "a\\b", "CON", "nul.tf", "a/com1.txt",
                             "x\ny", "trailing.", "trailing ", "a?", "a*"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestFileSet::namesCannotLeaveTheFolder()
{
    QFETCH(QString, name);
    QTemporaryDir folder;
    FileSet set;
    set.files = {{u"AAA.tf"_s, "fine"}, {name, "evil"}};
    QVERIFY(!set.writeTo(folder.path() + u"/sub"_s));
    QVERIFY(!QFileInfo::exists(folder.path() + u"/sub/AAA.tf"_s)); // nothing is written when one name is wrong
}

void TestFileSet::linksAreNotFollowed()
{
    QTemporaryDir folder, outside;
    QVERIFY(QFile::link(outside.path(), folder.path() + u"/modules"_s));
    QVERIFY(QFile::link(outside.path() + u"/main.tf"_s, folder.path() + u"/main.tf"_s));
    FileSet set;
    set.files = {{u"modules/x.tf"_s, "evil"}};
    QVERIFY(!set.writeTo(folder.path()));
    set.files = {{u"main.tf"_s, "evil"}};
    QVERIFY(!set.writeTo(folder.path()));
    QVERIFY(QDir(outside.path()).isEmpty());
}

void TestFileSet::whyItFailsIsSaid()
{
    QTemporaryDir folder;
    QFile file(folder.path() + u"/file"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    FileSet set;
    set.files = {{u"main.tf"_s, QByteArray(100'000, 'x')}};
    const auto inFile = set.writeTo(file.fileName() + u"/sub/"_s);
    QVERIFY(!inFile);
    QCOMPARE(inFile.error().message, u"The folder can't be made: %1."_s.arg(QLatin1String(strerror(ENOTDIR))));
    // A limit on the size of files cuts a write short just as a full disk does.
    rlimit old{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
    const rlimit small{1000, old.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto large = set.writeTo(folder.path() + u"/new/er/"_s);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &old), 0);
    QVERIFY(!large);
    QCOMPARE(large.error().message, u"The file can't be written: %1."_s.arg(QLatin1String(strerror(EFBIG))));
    QVERIFY(QDir(folder.path() + u"/new/er"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestFileSet)
#include "test_fileset.moc"
