// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/session.h"
#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/diff.h"
#include "model/blueprint/edits.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/resource.h>
#include <unistd.h>

using namespace groundplan;

namespace {

ChangeSet addBucket(const Blueprint &blueprint, const QString &name, ResourceId *id = nullptr)
{
    edits::NewResource bucket;
    bucket.type = QStringLiteral("aws_s3_bucket");
    bucket.nameHint = name;
    bucket.page = blueprint.pages().constFirst();
    bucket.rect = QRectF(0, 0, 96, 96);
    auto result = edits::addResource(blueprint, bucket, id);
    Q_ASSERT(result);
    return *result;
}

Result<> add(Session &session, const QString &name) { return session.commit(addBucket(session.blueprint(), name)); }

} // namespace

class TestSession : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_files = 0;
    QString scratch() const { return m_dir.path() + QStringLiteral("/scratch"); }

    QString newFile(const QStringList &buckets = {})
    {
        const QString path = m_dir.filePath(QStringLiteral("file%1.groundplan").arg(++m_files));
        Session session(scratch(), Session::emptyBlueprint());
        for (const QString &name : buckets) {
            if (!add(session, name))
                qFatal("The fixture can't be made.");
        }
        if (!session.saveAs(path))
            qFatal("The fixture can't be saved.");
        return path;
    }
    static QString journalOf(const QString &path)
    {
        const QFileInfo file(path);
        return file.absolutePath() + QStringLiteral("/.") + file.fileName() + QStringLiteral(".journal");
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void commitsUndoesAndRedoes()
    {
        Session session(scratch(), Session::emptyBlueprint());
        const Blueprint empty = session.blueprint();
        QSignalSpy changed(&session.document(), &Document::changed);
        QVERIFY(!session.mayUndo() && !session.isDirty());
        QVERIFY(add(session, QStringLiteral("logs")));
        const Blueprint full = session.blueprint();
        QCOMPARE(changed.count(), 1);
        QVERIFY(session.isDirty() && session.mayUndo() && !session.mayRedo());
        QVERIFY(!session.undoText().isEmpty());
        session.undo();
        QVERIFY(session.blueprint() == empty);
        QVERIFY(!session.isDirty() && session.mayRedo());
        session.redo();
        QVERIFY(session.blueprint() == full);
        QCOMPARE(changed.count(), 3);
    }

    void refusedEditChangesNothing()
    {
        Session session(scratch(), Session::emptyBlueprint());
        QVERIFY(add(session, QStringLiteral("logs")));
        const Blueprint before = session.blueprint();
        QSignalSpy changed(&session.document(), &Document::changed);
        ChangeSet bad;
        Resource stranger;
        stranger.id = ResourceId(QStringLiteral("none"));
        bad.remove(stranger);
        QVERIFY(!session.commit(bad));
        QVERIFY(session.blueprint() == before);
        QCOMPARE(changed.count(), 0);
    }

    void typingIsOneStep()
    {
        Session session(scratch(), Session::emptyBlueprint());
        ResourceId id;
        QVERIFY(session.commit(addBucket(session.blueprint(), QStringLiteral("logs"), &id)));
        const Blueprint before = session.blueprint();
        for (const QString &text : {QStringLiteral("a"), QStringLiteral("ab"), QStringLiteral("abc")}) {
            const auto set = edits::setProperty(session.blueprint(), {id}, QStringLiteral("bucket"), text, QStringLiteral("typing"));
            QVERIFY(set && session.commit(*set));
        }
        QCOMPARE(session.blueprint().find(id)->properties.value(QStringLiteral("bucket")).toString(), QStringLiteral("abc"));
        session.undo();
        QVERIFY(session.blueprint() == before);
        session.undo();
        QVERIFY(!session.isDirty());
    }

    void typingAfterASaveIsAStepOfItsOwn()
    {
        const QString path = newFile({QStringLiteral("logs")});
        auto session = std::move(Session::open(path, scratch())).value();
        const ResourceId id = session->blueprint().ids<Resource>().constFirst();
        const auto type = [&](const QString &text) {
            const auto set = edits::setProperty(session->blueprint(), {id}, QStringLiteral("bucket"), text, QStringLiteral("typing"));
            return set && session->commit(*set);
        };
        QVERIFY(type(QStringLiteral("a")));
        QVERIFY(session->save());
        QVERIFY(type(QStringLiteral("ab")));
        QVERIFY(session->isDirty());
        session->undo();
        QVERIFY(!session->isDirty());
        QCOMPARE(session->blueprint().find(id)->properties.value(QStringLiteral("bucket")).toString(), QStringLiteral("a"));
    }

    void savesAndOpens()
    {
        const QString path = newFile({QStringLiteral("logs"), QStringLiteral("data")});
        const auto session = Session::open(path, scratch());
        QVERIFY(session);
        QCOMPARE((*session)->blueprint().count<Resource>(), 2);
        QVERIFY(!(*session)->isDirty() && !(*session)->recovery());
        QVERIFY(!QFile::exists(journalOf(path)));
    }

    void failedSaveKeepsTheOldFileAndSaysSo()
    {
        if (geteuid() == 0 && !QFile::exists(QStringLiteral("/dev/full")))
            QSKIP("needs a place that can't be written to");
        Session session(scratch(), Session::emptyBlueprint());
        QVERIFY(add(session, QStringLiteral("logs")));
        const auto saved = session.saveAs(QStringLiteral("/proc/none.groundplan"));
        QVERIFY(!saved);
        QVERIFY(!saved.error().message.isEmpty());
        QVERIFY(session.path().isEmpty() && session.isDirty());
        session.abandon();
    }

    void badFilesAreRefusedWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("truncated") << QByteArray("{\n  \"format\": 1,\n  \"header\": {");
        QTest::newRow("newer") << QByteArray("{\"format\": 999}");
        QTest::newRow("binary") << QByteArray("\x00\xff\xfe\x01", 4);
        QTest::newRow("nested") << QByteArray(100'000, '[');
    }
    void badFilesAreRefusedWithTheirPlace()
    {
        QFETCH(QByteArray, bytes);
        const QString path = m_dir.filePath(QStringLiteral("bad.groundplan"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto session = Session::open(path, scratch());
        QVERIFY(!session);
        QVERIFY(!session.error().message.isEmpty());
        QVERIFY(session.error().detail.contains(path));
    }

    void journalBringsBackEverythingAfterACrash()
    {
        const QString path = newFile({QStringLiteral("logs")});
        QByteArray journalBytes;
        Blueprint last;
        {
            auto session = std::move(Session::open(path, scratch())).value();
            QVERIFY(add(*session, QStringLiteral("one")));
            QVERIFY(add(*session, QStringLiteral("two")));
            session->undo();
            last = session->blueprint();
            QFile file(journalOf(path));
            QVERIFY(file.open(QIODevice::ReadOnly));
            journalBytes = file.readAll();
            session->abandon();
        }
        QVERIFY(!QFile::exists(journalOf(path)));
        QFile file(journalOf(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(journalBytes + "0123456789abcdef {\"in fli"); // the edit in flight
        file.close();

        auto session = std::move(Session::open(path, scratch())).value();
        QVERIFY(session->recovery());
        QCOMPARE(session->recovery()->editCount, 3);
        QVERIFY(session->blueprint() == last);
        QVERIFY(session->isDirty() && session->mayUndo());
        // Goes on in the same journal.
        QVERIFY(add(*session, QStringLiteral("three")));
        last = session->blueprint();
        session.reset();
        session = std::move(Session::open(path, scratch())).value();
        QVERIFY(session->recovery());
        QVERIFY(session->blueprint() == last);

        QVERIFY(session->discardRecovered());
        QCOMPARE(session->blueprint().count<Resource>(), 1);
        QVERIFY(!session->isDirty() && !session->mayUndo());
        QVERIFY(!QFile::exists(journalOf(path)));
    }

    void savingRemovesTheJournal()
    {
        const QString path = newFile();
        auto session = std::move(Session::open(path, scratch())).value();
        QVERIFY(add(*session, QStringLiteral("one")));
        QVERIFY(QFile::exists(journalOf(path)));
        QVERIFY(session->save());
        QVERIFY(!QFile::exists(journalOf(path)));
        QVERIFY(add(*session, QStringLiteral("two")));
        QVERIFY(QFile::exists(journalOf(path)));
        session->undo();
        session.reset(); // clean again: nothing is left to recover
        QVERIFY(!QFile::exists(journalOf(path)));
    }

    void journalOfAnotherVersionIsPutAside()
    {
        const QString path = newFile({QStringLiteral("logs")});
        {
            auto session = std::move(Session::open(path, scratch())).value();
            QVERIFY(add(*session, QStringLiteral("one")));
        }
        QVERIFY(QFile::exists(journalOf(path)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write("\n");
        file.close();
        auto session = std::move(Session::open(path, scratch())).value();
        QVERIFY(!session->recovery());
        QCOMPARE(session->blueprint().count<Resource>(), 1);
        QVERIFY(QFile::exists(session->strayJournal()));
    }

    void anAutosaveThatIsCutShortSaysWhy()
    {
        QTemporaryDir folder;
        Autosave autosave;
        autosave.begin(folder.filePath(QStringLiteral("a.journal")), {});
        ChangeSet edit;
        edit.text = QString(100'000, QLatin1Char('x'));
        // A limit on the size of files cuts a write short just as a full disk does.
        rlimit old{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
        const rlimit small{1000, old.rlim_max};
        signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto kept = autosave.append(edit);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &old), 0);
        QVERIFY(!kept);
        QVERIFY2(kept.error().message.contains(QLatin1String(strerror(EFBIG))), qPrintable(kept.error().message));
    }

    void untitledDocumentsAreRecovered()
    {
        const QString folder = m_dir.filePath(QStringLiteral("untitled"));
        Blueprint last;
        {
            Session session(folder, Session::emptyBlueprint());
            QVERIFY(add(session, QStringLiteral("one")));
            QVERIFY(Session::abandonedJournals(folder).isEmpty()); // still held
            last = session.blueprint();
        }
        const QStringList left = Session::abandonedJournals(folder);
        QCOMPARE(left.size(), 1);
        auto session = std::move(Session::openUntitled(left.constFirst(), folder)).value();
        QVERIFY(session->blueprint() == last);
        QVERIFY(session->path().isEmpty() && session->isDirty());
        session->abandon();
    }

    void killedProgramLosesOnlyTheEditInFlight()
    {
        const QString path = newFile({QStringLiteral("logs")});
        QProcess child;
        child.setProgram(QCoreApplication::applicationFilePath());
        child.setArguments({QStringLiteral("--edit-until-killed"), path, scratch()});
        child.start();
        QVERIFY(child.waitForStarted());
        QByteArray told;
        QElapsedTimer timer;
        timer.start();
        while (told.count('\n') < 40 && timer.elapsed() < 20'000 && child.waitForReadyRead(5'000))
            told += child.readAllStandardOutput();
        ::kill(pid_t(child.processId()), SIGKILL);
        QVERIFY(child.waitForFinished());
        told += child.readAllStandardOutput();
        // What the child told was committed before; its last line may be cut.
        const QList<QByteArray> names = told.left(told.lastIndexOf('\n')).split('\n');
        QVERIFY2(names.size() >= 40, told.constData());

        auto session = std::move(Session::open(path, scratch())).value();
        QVERIFY(session->recovery());
        QVERIFY(!session->isReadOnly()); // the dead program's lock does not count
        for (const QByteArray &name : names)
            QCOMPARE(session->blueprint().namesakes(QStringLiteral("aws_s3_bucket"), QString::fromLatin1(name)).size(), 1);
        QVERIFY(session->recovery()->editCount - names.size() <= 1 + told.size() - told.lastIndexOf('\n'));
        session->abandon();
    }

    void secondProgramMayNotWrite()
    {
        const QString path = newFile({QStringLiteral("logs")});
        auto first = std::move(Session::open(path, scratch())).value();
        auto second = std::move(Session::open(path, scratch())).value();
        QVERIFY(!first->isReadOnly());
        QVERIFY(second->isReadOnly());
        QVERIFY(add(*second, QStringLiteral("one")));
        QVERIFY(!second->save());
        QVERIFY(second->saveAs(m_dir.filePath(QStringLiteral("copy.groundplan"))));
        QVERIFY(!second->isReadOnly());
        QVERIFY(add(*first, QStringLiteral("two")));
        QVERIFY(!first->saveAs(second->path()));
        QVERIFY(first->save());
    }

    void changeOnDiskIsNoticedAndTakenOver()
    {
        const QString path = newFile({QStringLiteral("logs")});
        auto session = std::move(Session::open(path, scratch())).value();
        QVERIFY(add(*session, QStringLiteral("mine")));
        const Blueprint mine = session->blueprint();
        QSignalSpy told(session.get(), &Session::changedOnDisk);

        Blueprint theirs = *blueprintfile::load(path);
        QVERIFY(theirs.apply(addBucket(theirs, QStringLiteral("theirs"))));
        QVERIFY(blueprintfile::save(theirs, path));
        QTRY_COMPARE(told.count(), 1);
        QVERIFY(session->isChangedOnDisk());

        QVERIFY(!session->save()); // not blindly
        QVERIFY(*blueprintfile::load(path) == theirs);
        QVERIFY(session->reload());
        QVERIFY(session->blueprint() == theirs);
        QVERIFY(!session->isDirty());
        session->undo(); // the reload is an edit
        QVERIFY(session->blueprint() == mine);
        QVERIFY(session->isDirty());
        QVERIFY(session->save());
        QVERIFY(*blueprintfile::load(path) == mine);
    }

    void keepingMineWritesOverTheirs()
    {
        const QString path = newFile({QStringLiteral("logs")});
        auto session = std::move(Session::open(path, scratch())).value();
        QVERIFY(add(*session, QStringLiteral("mine")));
        QSignalSpy told(session.get(), &Session::changedOnDisk);
        QVERIFY(blueprintfile::save(Session::emptyBlueprint(), path));
        QTRY_COMPARE(told.count(), 1);
        session->keepMine();
        QVERIFY(session->save());
        QVERIFY(*blueprintfile::load(path) == session->blueprint());
    }

    void differenceTurnsOneBlueprintIntoAnother()
    {
        Blueprint one = Session::emptyBlueprint();
        Blueprint two = one;
        for (int i = 0; i < 30; ++i) {
            Blueprint &any = i % 3 ? one : two;
            QVERIFY(any.apply(addBucket(any, QStringLiteral("b"))));
        }
        Blueprint result = one;
        QVERIFY(result.apply(difference(one, two)));
        QVERIFY(result == two);
        QVERIFY(difference(two, two).isEmpty());
    }
};

/// The child of killedProgramLosesOnlyTheEditInFlight: edits and tells each committed name until it is killed.
static int editUntilKilled(const QString &path, const QString &scratch)
{
    auto session = Session::open(path, scratch);
    if (!session)
        return 1;
    for (int i = 0; i < 1'000'000; ++i) {
        const QString name = QStringLiteral("bucket%1").arg(i);
        if (!add(**session, name))
            return 2;
        const QByteArray line = name.toLatin1() + '\n';
        if (::write(STDOUT_FILENO, line.constData(), size_t(line.size())) < 0)
            return 3;
    }
    return 0;
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (argc == 4 && QLatin1String(argv[1]) == QLatin1String("--edit-until-killed"))
        return editUntilKilled(QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]));
    TestSession test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_session.moc"
