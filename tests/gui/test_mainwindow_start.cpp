// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/startpage.h"
#include "app/undolist.h"
#include "tests/gui/windowfixture.h"

#include <QPrintPreviewDialog>
#include <QPrinter>
#include <QListWidget>
#include <QRgb>
#include <QTableView>
#include <QClipboard>

using namespace groundplan;

/// The start page, the list of what was done, and pages on paper and on the clipboard.
class TestMainWindowStart : public QObject, private WindowFixture {
    Q_OBJECT

    QListView *files() { return m_window->findChild<QListView *>(QStringLiteral("startFiles")); }
    QAbstractButton *button(const char *name) { return m_window->findChild<QAbstractButton *>(QString::fromLatin1(name)); }
    QString savedNetwork(const QString &name)
    {
        const QString path = file(name);
        if (!m_window->saveAs(editor(), path))
            qFatal("The network can't be saved.");
        return path;
    }

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void recentFilesHavePictureNameAndDate()
    {
        drawNetwork();
        const QString path = savedNetwork(QStringLiteral("shop%1.groundplan"));
        action("file.start")->trigger();
        QVERIFY(m_window->isStartShown());
        QVERIFY(files()->isVisible());
        QCOMPARE(files()->model()->rowCount(), 1);
        const QModelIndex card = files()->model()->index(0, 0);
        QCOMPARE(card.data().toString(), QFileInfo(path).completeBaseName());
        QVERIFY(card.data(Qt::AccessibleTextRole).toString().contains(StartPage::tr("Today, %1").section(QLatin1Char('%'), 0, 0)));
        const QImage picture = card.data(Qt::UserRole + 3).value<QImage>();
        QVERIFY(!picture.isNull());
        // It is of the page: the colour of the machine's tile is in it.
        const QRgb machine = Style::light().category(QStringLiteral("compute")).rgb();
        bool isThere = false;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                isThere = isThere || picture.pixel(x, y) == machine;
        }
        QVERIFY(isThere);
        shoot(QStringLiteral("start"));
    }

    void whatNobodyDrewIsOfferedToBeDrawn()
    {
        const QString path = file(QStringLiteral("bare%1.groundplan"));
        QFile bare(path);
        QVERIFY(bare.open(QIODevice::WriteOnly));
        bare.write("{\"format\": 1, \"resources\": [{\"id\": \"r\", \"type\": \"groundplan_region\", \"name\": \"r\"},"
                   "{\"id\": \"b\", \"type\": \"aws_s3_bucket\", \"name\": \"b\", \"zones\": [\"r\"]}]}");
        bare.close();
        QVERIFY(m_window->openFile(path));
        QVERIFY(editor().notices().has(QStringLiteral("undrawn")));
        QVERIFY(!editor().session().isDirty());
        QPushButton *draw = noticeButton(QStringLiteral("Draw it"));
        QVERIFY(draw);
        QTest::mouseClick(draw, Qt::LeftButton);
        QCOMPARE(editor().blueprint().count<Placement>(), 2);
        QCOMPARE(editor().canvas().page(), editor().blueprint().pages().value(0));
        QVERIFY(!editor().notices().has(QStringLiteral("undrawn")));
        action("edit.undo")->trigger();
        QCOMPARE(editor().blueprint().count<Placement>(), 0);
    }

    void aCardOpensItsFile()
    {
        drawNetwork();
        const QString path = savedNetwork(QStringLiteral("one%1.groundplan"));
        m_window->newDocument();
        m_window->closeDocument(0);
        QVERIFY(editor().session().path().isEmpty());
        action("file.start")->trigger();
        QTest::keyClick(files(), Qt::Key_Return);
        QVERIFY(!m_window->isStartShown());
        QCOMPARE(editor().session().path(), path);
        // By a click, when it is open already.
        action("file.start")->trigger();
        QTest::mouseClick(files()->viewport(), Qt::LeftButton, {}, files()->visualRect(files()->model()->index(0, 0)).center());
        QVERIFY(!m_window->isStartShown());
        QCOMPARE(editor().session().path(), path);
        QCOMPARE(m_window->editors().size(), 1);
    }

    void filesThatAreGoneAreNotOffered()
    {
        drawNetwork();
        const QString path = savedNetwork(QStringLiteral("gone%1.groundplan"));
        const QString other = savedNetwork(QStringLiteral("other%1.groundplan"));
        QVERIFY(QFile::remove(path));
        m_window->showStart(true);
        QCOMPARE(files()->model()->rowCount(), 1);
        QTest::keyClick(files(), Qt::Key_Delete); // off the list, not off the disk
        QCOMPARE(files()->model()->rowCount(), 0);
        QVERIFY(QFile::exists(other));
        QVERIFY(!files()->isVisible());
    }

    void oneBeginsFromNothingOrFromTheExample()
    {
        m_window->showStart(true);
        QTest::mouseClick(button("startExample"), Qt::LeftButton);
        QVERIFY(!m_window->isStartShown());
        QVERIFY(blueprint().count<Resource>() > 10);
        QCOMPARE(m_window->editors().size(), 1); // in place of the new one, which nobody used
        m_window->newDocument();
        m_window->showStart(true);
        QTest::mouseClick(button("startExampleCard"), Qt::LeftButton); // its picture, while nothing was opened yet
        QVERIFY(!m_window->isStartShown());
        QVERIFY(blueprint().count<Resource>() > 10);
        m_window->showStart(true);
        QTest::mouseClick(button("startNew"), Qt::LeftButton);
        QVERIFY(!m_window->isStartShown());
        QCOMPARE(blueprint().count<Resource>(), 0);
        QCOMPARE(m_window->editors().size(), 3);
        m_window->showStart(true);
        QTest::mouseClick(button("startNew"), Qt::LeftButton);
        QVERIFY(!m_window->isStartShown());
        QCOMPARE(m_window->editors().size(), 3);
        m_window->showStart(true);
        QTest::mouseClick(button("startOpen"), Qt::LeftButton);
        QTRY_VERIFY(fileDialog());
        fileDialog()->reject();
    }

    void closingTheLastDocumentLeadsBack()
    {
        QVERIFY(!m_window->isStartShown());
        m_window->closeDocument(0);
        QVERIFY(m_window->isStartShown());
    }

    void aStepOfTheHistoryIsGoneTo()
    {
        const QByteArray empty = bytes();
        drawNetwork();
        const QByteArray drawn = bytes();
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::AltModifier);
        auto *steps = m_window->findChild<QListWidget *>(QStringLiteral("undoSteps"));
        QVERIFY(steps && steps->isVisible());
        QCOMPARE(steps->count(), 6); // as it was opened, and five things
        QCOMPARE(steps->currentRow(), 5);
        QVERIFY(!steps->item(5)->text().isEmpty());
        QTest::mouseClick(steps->viewport(), Qt::LeftButton, {}, steps->visualItemRect(steps->item(2)).center());
        QCOMPARE(blueprint().count<Resource>(), 2);
        QCOMPARE(steps->currentRow(), 2);
        QTest::keyClick(steps, Qt::Key_Home);
        QCOMPARE(bytes(), empty);
        QTest::keyClick(steps, Qt::Key_End);
        QCOMPARE(bytes(), drawn);
        // It follows what is done elsewhere.
        undo();
        QCOMPARE(steps->currentRow(), 4);
        shoot(QStringLiteral("history"), steps->window());
    }

    void aPageIsCopiedAsAPicture()
    {
        drawNetwork();
        QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const QMimeData *content = QApplication::clipboard()->mimeData();
        QVERIFY(content->hasImage());
        QVERIFY(qvariant_cast<QImage>(content->imageData()).width() > 800);
        QVERIFY(content->data(QStringLiteral("image/svg+xml")).contains("<svg"));
    }

    void eachPageIsPrintedOnASheet()
    {
        drawNetwork();
        editor().addPage(); // nothing on it: no sheet
        PageId second;
        const auto added = edits::addPage(blueprint(), QStringLiteral("Second"), &second);
        QVERIFY(added && editor().commit(*added));
        const auto shown = edits::addAppearance(blueprint(), m_web, second, {}, {0, 0, 96, 96});
        QVERIFY(shown.ok());
        QVERIFY(editor().commit(*shown).ok());
        QPrinter printer;
        printer.setOutputFormat(QPrinter::PdfFormat);
        const QString path = file(QStringLiteral("print%1.pdf"));
        printer.setOutputFileName(path);
        const auto printed = Exporter(*m_program, m_window.get()).print(editor(), printer);
        QVERIFY2(printed.ok(), printed ? "" : qPrintable(printed.error().text()));
        const QByteArray pdf = contents(path);
        QVERIFY(pdf.startsWith("%PDF-"));
        QCOMPARE(pdf.count("/Type /Page\n"), 2);

        m_window->newDocument();
        QPrinter other;
        other.setOutputFormat(QPrinter::PdfFormat);
        other.setOutputFileName(file(QStringLiteral("nothing%1.pdf")));
        QVERIFY(!Exporter(*m_program, m_window.get()).print(editor(), other).ok());
    }

    void theTableOpensUnderTheCanvas()
    {
        drawNetwork();
        QTest::keyClick(m_window.get(), Qt::Key_F4);
        QVERIFY(editor().isGridShown());
        auto *table = editor().findChild<QTableView *>(QStringLiteral("gridTable"));
        QVERIFY(table && table->isVisible());
        QCOMPARE(table->model()->rowCount(), 4);
        click(center(m_web));
        QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(table->selectionModel()->selectedRows().first().data().toString(), row(m_web).name);
        // Ctrl+Return fills the column; in the window it would be Plan.
        const ResourceId other = add(QStringLiteral("aws_instance"), QStringLiteral("other"),
                                     {{QStringLiteral("instance_type"), QStringLiteral("t3.nano")}}, m_subnetB, {40, 48, 96, 96});
        int column = 0;
        while (column < table->model()->columnCount()
               && table->model()->headerData(column, Qt::Horizontal).toString() != QLatin1String("instance_type"))
            ++column;
        Qt::KeyboardModifiers keys; // the first click picks the cell, the others add to it
        for (int line = 0; line < table->model()->rowCount(); ++line) {
            const QModelIndex cell = table->model()->index(line, column);
            if (!cell.data().toString().startsWith(QLatin1String("t3")))
                continue;
            table->scrollTo(cell);
            QTest::mouseClick(table->viewport(), Qt::LeftButton, keys, table->visualRect(cell).center());
            keys = Qt::ControlModifier;
        }
        QTest::keyClick(table, Qt::Key_F2);
        auto *typed = table->findChild<QLineEdit *>(QStringLiteral("gridCell"));
        QVERIFY(typed);
        typed->setText(QStringLiteral("m7g.large"));
        QTest::keyClick(typed, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!editor().isDeployPaneShown());
        for (const ResourceId &id : {m_web, other})
            QCOMPARE(row(id).properties.value(QStringLiteral("instance_type")), Value(QStringLiteral("m7g.large")));
        undo();
        QCOMPARE(row(other).properties.value(QStringLiteral("instance_type")), Value(QStringLiteral("t3.nano")));
        shoot(QStringLiteral("grid"));
        QTest::keyClick(m_window.get(), Qt::Key_F4);
        QVERIFY(!editor().isGridShown());
    }
};

QTEST_MAIN(TestMainWindowStart)
#include "test_mainwindow_start.moc"
