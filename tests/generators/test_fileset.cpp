// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/fileset.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace groundplan;
using namespace Qt::Literals::StringLiterals;

class TestFileSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAndReplacesWholeFiles();
    void namesCannotLeaveTheFolder_data();
    void namesCannotLeaveTheFolder();
    void linksAreNotFollowed();
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

QTEST_GUILESS_MAIN(TestFileSet)
#include "test_fileset.moc"
