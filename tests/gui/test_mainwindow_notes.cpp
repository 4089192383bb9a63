// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/annotationedits.h"
#include "tests/gui/windowfixture.h"
#include "views/canvas/noteeditor.h"

#include <QDate>

using namespace groundplan;

/// Notes in the real window: by keys, menus and files; and what they never reach.
class TestMainWindowNotes : public QObject, private WindowFixture {
    Q_OBJECT

    QList<AnnotationId> notes() { return blueprint().annotationsOn(canvas().page()); }
    const Annotation &note(const AnnotationId &id) { return *blueprint().find(id); }
    void write(const QString &text)
    {
        auto *sheet = view()->findChild<NoteEditor *>(QStringLiteral("canvasNoteEditor"));
        QVERIFY(sheet);
        QTest::keyClicks(sheet, text);
        QTest::keyClick(sheet, Qt::Key_Return, Qt::ControlModifier);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::sendPostedEvents();
    }
    QString svg()
    {
        const QString path = file(QStringLiteral("picture%1.svg"));
        action("export.picture")->trigger();
        answerFileDialog(path);
        return QString::fromUtf8(contents(path));
    }

private Q_SLOTS:
    void init()
    {
        setUp();
        drawNetwork();
    }
    void cleanup() { tearDown(); }

    void keysPlaceThem()
    {
        const QByteArray before = bytes();
        const std::pair<Qt::Key, QLatin1String> keys[] = {{Qt::Key_N, annotation::sticky},  {Qt::Key_T, annotation::text},
                                                          {Qt::Key_K, annotation::callout}, {Qt::Key_R, annotation::rectangle},
                                                          {Qt::Key_O, annotation::ellipse}, {Qt::Key_A, annotation::arrow}};
        qsizetype count = 0;
        for (const auto &[press, kind] : keys) {
            key(press);
            QVERIFY2(canvas().tool() == Canvas::ToolKind::Note, qPrintable(QString(kind)));
            click({820, 40 + 60.0 * double(count)});
            if (annotation::hasText(kind) && kind != annotation::rectangle && kind != annotation::ellipse)
                write(QStringLiteral("Words"));
            QCOMPARE(notes().size(), ++count);
            QCOMPARE(note(editor().selection().annotations().first()).kind, QString(kind));
            QTRY_COMPARE(canvas().tool(), Canvas::ToolKind::Select);
        }
        for (qsizetype i = 0; i < count; ++i)
            undo();
        QCOMPARE(bytes(), before);
        redo();
        QCOMPARE(note(notes().first()).text, QStringLiteral("Words"));
    }

    void nothingButDrawingsKnowsThem()
    {
        const QString code = terraform();
        const int problems = editor().findings().count(Severity::Error) + editor().findings().count(Severity::Warning);
        const Money cost = editor().estimate().monthly();
        const int resources = editor().resourceCount();
        key(Qt::Key_N);
        click({840, 60});
        write(QStringLiteral("resource \"aws_instance\" \"never\" { }"));
        QCOMPARE(notes().size(), 1);
        QCOMPARE(terraform(), code);
        QCOMPARE(editor().findings().count(Severity::Error) + editor().findings().count(Severity::Warning), problems);
        QCOMPARE(editor().estimate().monthly().units(), cost.units());
        QCOMPARE(editor().resourceCount(), resources);
        auto *outline = editor().findChild<QTreeView *>();
        QVERIFY(outline);
        QVERIFY(
            outline->model()
                ->match(outline->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("never"), -1, Qt::MatchContains | Qt::MatchRecursive)
                .isEmpty());
    }

    void theyAreSavedAndOpened()
    {
        key(Qt::Key_N);
        click({840, 60});
        write(QStringLiteral("Kept"));
        const AnnotationId id = notes().first();
        const QString path = file(QStringLiteral("kept%1.groundplan"));
        QVERIFY(m_window->saveAs(editor(), path).ok());
        const QByteArray saved = contents(path);
        QVERIFY(saved.contains("\"annotations\""));
        m_window->newDocument();
        m_window->closeDocument(0);
        QVERIFY(m_window->openFile(path).ok());
        QTRY_COMPARE(editor().session().path(), path);
        QCOMPARE(note(id).text, QStringLiteral("Kept"));
        QCOMPARE(bytes(), saved);
    }

    void aTitleBlockKnowsNameEnvironmentAndCost()
    {
        Environment environment;
        environment.name = QStringLiteral("Blue production");
        const auto added = edits::setEnvironment(blueprint(), environment);
        QVERIFY(added && editor().commit(*added));
        editor().setEnvironment(blueprint().ids<Environment>().constFirst());
        const auto renamed = edits::renameBlueprint(blueprint(), QStringLiteral("Web shop"));
        QVERIFY(renamed && editor().commit(*renamed));
        action("insert.titleBlock")->trigger();
        click({840, 60});
        QCOMPARE(notes().size(), 1);
        QCOMPARE(note(notes().first()).text, QDate::currentDate().toString(Qt::ISODate));
        const QString picture = svg();
        for (const QString &expected : {QStringLiteral("Web shop"), QStringLiteral("Blue production"),
                                        dollars(editor().estimate().monthly()), note(notes().first()).text})
            QVERIFY2(picture.contains(expected), qPrintable(expected));
        QVERIFY(!editor().estimate().monthly().isZero());
    }

    void aPictureComesThroughTheMenu()
    {
        QImage image(64, 48, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        const QString path = file(QStringLiteral("logo%1.png"));
        QVERIFY(image.save(path));
        action("insert.picture")->trigger();
        answerFileDialog(path);
        QTRY_COMPARE(notes().size(), 1);
        QCOMPARE(note(notes().first()).kind, QString(annotation::image));
        QCOMPARE(note(notes().first()).rect.size(), QSizeF(64, 48));
        QVERIFY(svg().contains(QStringLiteral("data:image/png")));
    }

    void theToolBarOffersAllKinds()
    {
        auto *button = editor().findChild<QToolButton *>(QStringLiteral("canvasNoteButton"));
        QVERIFY(button && button->menu());
        QStringList offered;
        for (QAction *entry : button->menu()->actions()) {
            if (!entry->isSeparator())
                offered.append(entry->text());
        }
        QCOMPARE(offered.size(), annotation::kinds().size() - 1); // a picture needs a file
        for (QAction *entry : button->menu()->actions()) {
            if (entry->text() == annotation::kindTitle(annotation::legend))
                entry->trigger();
        }
        click({840, 60});
        QCOMPARE(note(notes().first()).kind, QString(annotation::legend));
        shoot(QStringLiteral("notes"));
    }
};

QTEST_MAIN(TestMainWindowNotes)
#include "test_mainwindow_notes.moc"
