// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/annotationedits.h"
#include "tests/views/canvas/canvasfixture.h"
#include "views/panels/grid/gridpanel.h"
#include "views/panels/grid/gridvalues.h"

#include <QItemSelectionModel>
#include <QTableView>
#include <QClipboard>

using namespace groundplan;
using namespace Qt::StringLiterals;

/// The table beside the canvas, by keys and mouse; and how texts become values.
class TestGrid : public QObject {
    Q_OBJECT

    std::unique_ptr<CanvasFixture> m_f;
    std::unique_ptr<GridPanel> m_grid;
    ResourceId m_one, m_two, m_three;
    QHash<ResourceId, QString> m_costs;

    QTableView *table() const { return m_grid->findChild<QTableView *>(u"gridTable"_s); }
    QAbstractItemModel *model() const { return table()->model(); }
    int rowOf(const ResourceId &id) const { return static_cast<GridModel *>(model())->rowOf(id); }
    int columnOf(const QString &title) const
    {
        for (int column = 0; column < model()->columnCount(); ++column) {
            if (model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() == title)
                return column;
        }
        return -1;
    }
    QModelIndex cell(const ResourceId &id, const QString &title) const { return model()->index(rowOf(id), columnOf(title)); }
    QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < model()->rowCount(); ++row)
            all.append(model()->index(row, 0).data().toString());
        return all;
    }
    void clickCell(const QModelIndex &at, Qt::KeyboardModifiers keys = {})
    {
        QVERIFY(at.isValid());
        table()->scrollTo(at);
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, keys, table()->visualRect(at).center());
    }
    void type(const QString &text, Qt::KeyboardModifiers end = {})
    {
        QTest::keyClick(table(), Qt::Key_F2);
        auto *line = table()->findChild<QLineEdit *>(u"gridCell"_s);
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return, end);
        QCoreApplication::sendPostedEvents(); // a delegate takes what was typed a turn later
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    Value property(const ResourceId &id, const QString &path) const { return valueAt(m_f->row(id).properties, path); }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not)"_s)); // offscreen windows have no limits
        m_f = std::make_unique<CanvasFixture>();
        const auto machine = [this](const ResourceId &zone, double x, const QString &size) {
            return m_f->add(u"aws_instance"_s, zone, {x, 48, 96, 96}, {{u"instance_type"_s, size}, {u"ebs_optimized"_s, false}});
        };
        m_one = machine(m_f->subnetA, 160, u"t3.micro"_s);
        m_two = machine(m_f->subnetB, 40, u"t3.small"_s);
        m_three = machine(m_f->subnetB, 160, u"t3.large"_s);
        m_costs = {{m_one, u"$7.59"_s}, {m_two, u"$15.18"_s}, {m_three, u"$100.00"_s}};
        const EditorContext context{m_f->document, m_f->catalog, m_f->selection, [this](const ChangeSet &changes) {
                                        const auto done = m_f->document.apply(changes);
                                        if (done)
                                            m_f->done.push_back(changes);
                                        return done;
                                    }};
        m_grid = std::make_unique<GridPanel>(
            context,
            GridModel::Costs{[this](const ResourceId &id) { return m_costs.value(id); },
                             [this](const ResourceId &id) { return qint64(m_costs.value(id).mid(1).toDouble() * 100); }});
        m_grid->resize(1100, 420);
        m_grid->setChosenColumns({u"@name"_s, u"@type"_s, u"@zone"_s, u"@cost"_s, u"instance_type"_s, u"ebs_optimized"_s, u"tags.Owner"_s});
        m_grid->show();
    }
    void cleanup()
    {
        m_grid.reset();
        m_f.reset();
    }

    void showsWhatAProviderMakes()
    {
        QCOMPARE(model()->rowCount(), 8); // without the region, which is drawn only
        QCOMPARE(cell(m_one, u"instance_type"_s).data().toString(), u"t3.micro"_s);
        QCOMPARE(cell(m_one, u"Monthly cost"_s).data().toString(), u"$7.59"_s);
        QCOMPARE(cell(m_two, u"Stands in"_s).data().toString(), m_f->row(m_f->subnetB).name);
        // A bucket has no such property: nothing to edit there.
        QVERIFY(!(cell(m_f->bucket, u"instance_type"_s).flags() & Qt::ItemIsEditable));
        QVERIFY(cell(m_f->bucket, u"tags.Owner"_s).flags() & Qt::ItemIsEditable);
        QVERIFY(!(cell(m_one, u"Monthly cost"_s).flags() & Qt::ItemIsEditable));
    }

    void typingIsOneEdit()
    {
        const QByteArray before = m_f->bytes();
        clickCell(cell(m_one, u"instance_type"_s));
        type(u"m5.large"_s);
        QCOMPARE(property(m_one, u"instance_type"_s), Value(u"m5.large"_s));
        QCOMPARE(m_f->done.size(), size_t(1));
        clickCell(cell(m_one, u"ebs_optimized"_s));
        type(u"yes"_s);
        QCOMPARE(property(m_one, u"ebs_optimized"_s), Value(true));
        clickCell(cell(m_one, u"tags.Owner"_s));
        type(u"platform"_s);
        QCOMPARE(property(m_one, u"tags.Owner"_s), Value(u"platform"_s));
        clickCell(cell(m_one, u"Name"_s));
        type(u"frontend"_s);
        QCOMPARE(m_f->row(m_one).name, u"frontend"_s);
        QVERIFY(m_f->undoGives(before));
        QCOMPARE(cell(m_one, u"instance_type"_s).data().toString(), u"t3.micro"_s);
    }

    void whatDoesNotFitIsToldAndNotWritten()
    {
        QSignalSpy failed(m_grid.get(), &GridPanel::failed);
        const QByteArray before = m_f->bytes();
        clickCell(cell(m_one, u"ebs_optimized"_s));
        type(u"perhaps"_s);
        QCOMPARE(failed.count(), 1);
        QVERIFY(failed.first().first().toString().contains(u"perhaps"_s));
        QCOMPARE(m_f->bytes(), before);
    }

    void controlReturnFillsTheSelection()
    {
        clickCell(cell(m_one, u"instance_type"_s));
        clickCell(cell(m_two, u"instance_type"_s), Qt::ControlModifier);
        clickCell(cell(m_three, u"instance_type"_s), Qt::ControlModifier);
        type(u"c7g.large"_s, Qt::ControlModifier);
        for (const ResourceId &id : {m_one, m_two, m_three})
            QCOMPARE(property(id, u"instance_type"_s), Value(u"c7g.large"_s));
        QCOMPARE(m_f->done.size(), size_t(1));
        QVERIFY(!m_f->row(m_f->web).properties.contains(u"instance_type"_s));
    }

    void fillsDownAndClears()
    {
        table()->sortByColumn(columnOf(u"Monthly cost"_s), Qt::AscendingOrder);
        const QByteArray before = m_f->bytes();
        QCOMPARE(rowOf(m_three) - rowOf(m_one), 2);
        clickCell(cell(m_one, u"instance_type"_s));
        clickCell(cell(m_three, u"ebs_optimized"_s), Qt::ShiftModifier);
        QTest::keyClick(table(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(property(m_two, u"instance_type"_s), Value(u"t3.micro"_s));
        QCOMPARE(property(m_three, u"instance_type"_s), Value(u"t3.micro"_s));
        QCOMPARE(m_f->done.size(), size_t(1));
        QTest::keyClick(table(), Qt::Key_Delete);
        QVERIFY(property(m_two, u"instance_type"_s).isNull());
        QVERIFY(property(m_one, u"ebs_optimized"_s).isNull());
        QCOMPARE(m_f->done.size(), size_t(2));
        QVERIFY(m_f->undoGives(before));
    }

    void spreadsheetsAreReadAndWritten()
    {
        table()->sortByColumn(columnOf(u"Monthly cost"_s), Qt::AscendingOrder);
        clickCell(cell(m_one, u"instance_type"_s));
        clickCell(cell(m_two, u"ebs_optimized"_s), Qt::ShiftModifier);
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"t3.micro\tfalse\nt3.small\tfalse\n"_s);
        QApplication::clipboard()->setText(u"a1\tTRUE\r\nb1\tFALSE\r\nc1\t\r\n"_s);
        clickCell(cell(m_one, u"instance_type"_s));
        QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(property(m_one, u"instance_type"_s), Value(u"a1"_s));
        QCOMPARE(property(m_one, u"ebs_optimized"_s), Value(true));
        QCOMPARE(property(m_two, u"instance_type"_s), Value(u"b1"_s));
        QVERIFY(property(m_three, u"ebs_optimized"_s).isNull());
        QCOMPARE(m_f->done.size(), size_t(1));
        // One cell into several.
        QApplication::clipboard()->setText(u"x9"_s);
        clickCell(cell(m_one, u"instance_type"_s));
        clickCell(cell(m_three, u"instance_type"_s), Qt::ShiftModifier);
        QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(property(m_two, u"instance_type"_s), Value(u"x9"_s));
        QCOMPARE(property(m_three, u"instance_type"_s), Value(u"x9"_s));
    }

    void whatDoesNotFitIsPastedNowhere()
    {
        QSignalSpy failed(m_grid.get(), &GridPanel::failed);
        const QByteArray before = m_f->bytes();
        QApplication::clipboard()->setText(u"a\n"_s.repeated(20));
        clickCell(cell(m_one, u"instance_type"_s));
        QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(failed.count(), 1);
        // The second cell is wrong: the first is not written either.
        QApplication::clipboard()->setText(u"good\tnever\n"_s);
        QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(failed.count(), 2);
        QCOMPARE(m_f->bytes(), before);
    }

    void itsSelectionIsTheCanvas()
    {
        clickCell(cell(m_two, u"instance_type"_s));
        QCOMPARE(m_f->selection.resources(), QList{m_two});
        m_f->click(m_f->center(m_f->bucket));
        QCOMPARE(m_f->selection.resources(), QList{m_f->bucket});
        QVERIFY(table()->selectionModel()->isRowSelected(rowOf(m_f->bucket)));
        QVERIFY(!table()->selectionModel()->isRowSelected(rowOf(m_two)));
        QTest::keyClick(table(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_f->selection.resources().size(), 8);
    }

    void filtersAsTheCanvasFinds()
    {
        auto *filter = m_grid->findChild<QLineEdit *>(u"gridFilter"_s);
        QTest::keyClicks(filter, u"instance_type:t3.small"_s);
        QTRY_COMPARE(names(), QStringList{m_f->row(m_two).name});
        filter->clear();
        QTRY_COMPARE(model()->rowCount(), 8);
        m_f->selection.set({m_one, m_three});
        m_grid->findChild<QComboBox *>(u"gridScope"_s)->setCurrentIndex(1);
        QCOMPARE(model()->rowCount(), 2);
        QTest::keyClicks(filter, u"t3.large"_s);
        QTRY_COMPARE(names(), QStringList{m_f->row(m_three).name});
    }

    void sortsNumbersAsNumbersAndNothingLast()
    {
        for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            table()->sortByColumn(columnOf(u"Monthly cost"_s), order);
            const QList<int> rows{rowOf(m_one), rowOf(m_two), rowOf(m_three)};
            QCOMPARE(rows, order == Qt::AscendingOrder ? (QList{0, 1, 2}) : (QList{2, 1, 0}));
        }
        // What is typed does not make its row run away.
        clickCell(cell(m_one, u"instance_type"_s));
        const int row = rowOf(m_one);
        type(u"zzz"_s);
        QCOMPARE(rowOf(m_one), row);
    }

    void followsTheDocument()
    {
        const ResourceId added = m_f->add(u"aws_sqs_queue"_s, m_f->region, {800, 240, 96, 96});
        QVERIFY(rowOf(added) >= 0);
        clickCell(cell(m_one, u"instance_type"_s));
        m_f->apply(edits::removeResources(m_f->blueprint(), {added, m_two}));
        QCOMPARE(rowOf(added), -1);
        QCOMPARE(rowOf(m_two), -1);
        QCOMPARE(model()->rowCount(), 7);
        QCOMPARE(m_f->selection.resources(), QList{m_one});
        m_f->apply(edits::setProperty(m_f->blueprint(), {m_one}, u"instance_type"_s, u"m7g.large"_s));
        QCOMPARE(cell(m_one, u"instance_type"_s).data().toString(), u"m7g.large"_s);
    }

    void columnsAreChosen()
    {
        QSignalSpy chosen(m_grid.get(), &GridPanel::columnsChosen);
        m_grid->setChosenColumns({});
        QVERIFY(columnOf(u"instance_type"_s) > 0); // most rows have it
        auto *menu = m_grid->findChild<QToolButton *>(u"gridColumns"_s)->menu();
        Q_EMIT menu->aboutToShow();
        for (QAction *entry : menu->actions()) {
            if (entry->text() == u"cidr_block"_s)
                entry->trigger();
        }
        QCOMPARE(chosen.count(), 1);
        auto *other = menu->findChild<QLineEdit *>(u"gridOtherColumn"_s);
        QVERIFY(other);
        QTest::keyClicks(other, u"monitoring"_s);
        QTest::keyClick(other, Qt::Key_Return);
        QVERIFY(columnOf(u"monitoring"_s) > 0);
        QCOMPARE(chosen.last().first().toStringList().last(), u"monitoring"_s);
    }

    void textsAndValuesMeanTheSame_data()
    {
        QTest::addColumn<Value>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("text") << Value(u"plain \"quoted\""_s) << u"plain \"quoted\""_s;
        QTest::newRow("number") << Value(42) << u"42"_s;
        QTest::newRow("variable") << Value(VariableReference{u"size"_s}) << u"${var.size}"_s;
        QTest::newRow("expression") << Value(Expression{u"max(1, 2)"_s}) << u"${max(1, 2)}"_s;
        QTest::newRow("looks computed") << Value(u"${var.size}"_s) << u"$${var.size}"_s;
        QTest::newRow("looks escaped") << Value(u"$${x}"_s) << u"$$${x}"_s;
        QTest::newRow("list") << Value(ValueList{u"a"_s, 2, true}) << u"[\"a\",2,true]"_s;
    }
    void textsAndValuesMeanTheSame()
    {
        QFETCH(Value, value);
        QFETCH(QString, text);
        QString spelled = gridvalues::text(m_f->blueprint(), value);
        if (value.isList())
            spelled.remove(u' ');
        QCOMPARE(spelled, text);
        const auto read = gridvalues::parse(m_f->blueprint(), text, nullptr, value);
        QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().text()));
        QCOMPARE(*read, value);
    }

    void referencesAreReadByName()
    {
        const Value reference = Reference{m_f->vpc, u"id"_s};
        const QString text = gridvalues::text(m_f->blueprint(), reference);
        QCOMPARE(text, u"${aws_vpc.%1.id}"_s.arg(m_f->row(m_f->vpc).name));
        QCOMPARE(*gridvalues::parse(m_f->blueprint(), text, nullptr, {}), reference);
        // Where two have that name, only the id tells them apart.
        m_f->apply(edits::rename(m_f->blueprint(), m_one, m_f->row(m_two).name));
        const Value twin = Reference{m_one, u"id"_s};
        QCOMPARE(*gridvalues::parse(m_f->blueprint(), gridvalues::text(m_f->blueprint(), twin), nullptr, {}), twin);
    }

    void tabsAndLinesInCellsSurvive()
    {
        const QList<QStringList> rows{{u"a"_s, u"two\nlines"_s, u"tab\there"_s}, {u"say \"hi\""_s, QString(), u"6\" pipe"_s}};
        QCOMPARE(gridvalues::fromTsv(gridvalues::toTsv(rows)), rows);
        QCOMPARE(gridvalues::fromTsv(u"a\tb\r\n\"c\nd\"\t\"\"\"\"\r\n"_s), (QList<QStringList>{{u"a"_s, u"b"_s}, {u"c\nd"_s, u"\""_s}}));
        QCOMPARE(gridvalues::fromTsv(u"6\" pipe\t\"open"_s), (QList<QStringList>{{u"6\" pipe"_s, u"\"open"_s}}));
        QVERIFY(gridvalues::fromTsv({}).isEmpty());
    }

    void tenThousandRowsStayWhole()
    {
        ChangeSet many{u"many"_s, {}};
        for (int i = 0; i < 10000; ++i) {
            Resource row;
            row.id = ResourceId(u"many%1"_s.arg(i, 5, 10, QLatin1Char('0')));
            row.type = u"aws_instance"_s;
            row.name = u"machine_%1"_s.arg(i);
            row.properties = {{u"instance_type"_s, u"t3.micro"_s}};
            many.add(row);
        }
        m_f->apply(many);
        QCOMPARE(model()->rowCount(), 10008);
        table()->sortByColumn(0, Qt::DescendingOrder);
        QTest::keyClick(table(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_f->selection.resources().size(), 10008);
        table()->setCurrentIndex(cell(m_one, u"tags.Owner"_s));
        clickCell(model()->index(0, columnOf(u"instance_type"_s)));
        clickCell(model()->index(10007, columnOf(u"instance_type"_s)), Qt::ShiftModifier);
        table()->selectionModel()->setCurrentIndex(cell(m_one, u"instance_type"_s), QItemSelectionModel::NoUpdate);
        const size_t steps = m_f->done.size();
        m_grid->fillSelection(u"m7i.large"_s);
        QCOMPARE(m_f->done.size(), steps + 1);
        QCOMPARE(m_f->done.back().changes.size(), size_t(10004)); // every machine, and nothing that has no such size
    }
};

QTEST_MAIN(TestGrid)
#include "test_grid.moc"
