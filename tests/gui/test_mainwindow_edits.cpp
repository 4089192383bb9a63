// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowfixture.h"
#include "views/canvas/connectpopup.h"
#include "views/paint/resourcepainter.h"
#include "views/panels/code.h"
#include "views/panels/problemsdelegate.h"
#include "views/panels/problemsmodel.h"

#include <QFrame>
#include <QHelpEvent>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QToolTip>

using namespace groundplan;

/// What edits in the window mean: for the code, the problems, the costs and for undo.
class TestMainWindowEdits : public QObject, private WindowFixture {
    Q_OBJECT

    /// From the handle at a resource's right to another, as far as the question what it means.
    ConnectPopup *drawLine(const ResourceId &from, const ResourceId &to)
    {
        hover(center(from)); // shows the handles
        const QRectF tile = tileRect(rect(from)).adjusted(-4, -4, 4, 4);
        drag(QPointF(tile.right(), tile.center().y()), tileRect(rect(to)).center());
        return view()->findChild<ConnectPopup *>();
    }
    static int rowOf(const ConnectPopup &popup, const QString &text)
    {
        const auto *list = popup.findChild<QListWidget *>();
        for (int row = 0; row < list->count(); ++row) {
            if (list->item(row)->text().contains(text, Qt::CaseInsensitive))
                return row;
        }
        return -1;
    }
    static void clickRow(const ConnectPopup &popup, int row)
    {
        auto *list = popup.findChild<QListWidget *>();
        QVERIFY(row >= 0);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(row)).center());
    }
    QListView *problems() { return child<QListView>("problemList"); }
    /// The row of a problem of `id` whose text contains `text`.
    QModelIndex problem(const ResourceId &id, const QString &text)
    {
        const QString name = row(id).name;
        for (int r = 0; r < problems()->model()->rowCount(); ++r) {
            const QModelIndex index = problems()->model()->index(r, 0);
            if (index.data().toString().contains(text) && index.data().toString().contains(name))
                return index;
        }
        return {};
    }
    bool hasProblem(const ResourceId &id, const QString &text) { return problem(id, text).isValid(); }

private Q_SLOTS:
    void init()
    {
        setUp();
        drawNetwork();
    }
    void cleanup() { tearDown(); }

    void draggedIntoAnotherSubnetItInheritsThatOne()
    {
        const QByteArray before = bytes();
        QVERIFY2(terraformOf(m_web).contains(QStringLiteral("aws_subnet.left.id")), qPrintable(terraformOf(m_web)));
        click(center(m_web));
        QTRY_VERIFY(field(QStringLiteral("subnet_id")));
        const auto inherited = [this] { return field(QStringLiteral("subnet_id"))->findChild<QLabel *>(QStringLiteral("inherited")); };
        QVERIFY(inherited() && inherited()->text().contains(QStringLiteral("left")));

        drag(center(m_web), rect(m_subnetB).center());
        QCOMPARE(row(m_web).zones, QList<ResourceId>{m_subnetB});
        QVERIFY(!row(m_web).properties.contains(QStringLiteral("subnet_id"))); // looked up, not copied
        QVERIFY2(terraformOf(m_web).contains(QStringLiteral("aws_subnet.right.id")), qPrintable(terraformOf(m_web)));
        QTRY_VERIFY(inherited() && inherited()->text().contains(QStringLiteral("right")));

        undo();
        QCOMPARE(bytes(), before);
        QVERIFY(terraformOf(m_web).contains(QStringLiteral("aws_subnet.left.id")));
        redo();
        QVERIFY(terraformOf(m_web).contains(QStringLiteral("aws_subnet.right.id")));
    }

    void aZoneThatTakesItNotSaysWhyAndNothingChanges()
    {
        const QByteArray before = bytes();
        drag(title(m_subnetB), rect(m_region).bottomRight() - QPointF(20, 20)); // a subnet belongs to a VPC
        QCOMPARE(bytes(), before);
        QVERIFY2(m_window->statusText().contains(QStringLiteral("VPC")), qPrintable(m_window->statusText()));
    }

    void aLineSetsTheReferenceThatIsPicked()
    {
        const ResourceId group = add(QStringLiteral("aws_security_group"), QStringLiteral("tier"), {}, m_vpc, {600, 300, 64, 56});
        const ResourceId balancer = add(QStringLiteral("aws_lb"), QStringLiteral("front"), {}, m_subnetB, {40, 48, 96, 96});
        const QByteArray before = bytes();
        ConnectPopup *popup = drawLine(balancer, group);
        QVERIFY(popup);
        QCOMPARE(bytes(), before); // asked first
        clickRow(*popup, rowOf(*popup, QStringLiteral("security_groups")));
        QVERIFY2(terraformOf(balancer).contains(QStringLiteral("aws_security_group.tier.id")), qPrintable(terraformOf(balancer)));
        QCOMPARE(editor().selection().connections().size(), 1);
        undo();
        QCOMPARE(bytes(), before);
    }

    void aLineAllowsNetworkAccessOnPorts()
    {
        const ResourceId database = add(QStringLiteral("aws_instance"), QStringLiteral("store"),
                                        {{QStringLiteral("instance_type"), QStringLiteral("t3.micro")}}, m_subnetB, {40, 48, 96, 96});
        const QByteArray before = bytes();
        ConnectPopup *popup = drawLine(m_web, database);
        QVERIFY(popup);
        auto *list = popup->findChild<QListWidget *>();
        const int access = rowOf(*popup, QStringLiteral("reach"));
        QVERIFY(access >= 0);
        clickRow(*popup, access);
        QCOMPARE(list->currentRow(), access);
        auto *ports = popup->findChild<QLineEdit *>();
        QVERIFY(ports->isVisible());
        ports->selectAll();
        QTest::keyClicks(ports, QStringLiteral("tcp 5432"));
        // The rules that it would make are there to be read before they are.
        auto *preview = popup->findChild<QPlainTextEdit *>(QStringLiteral("connectPreview"));
        QTRY_VERIFY(preview->isVisible());
        QTRY_VERIFY(preview->toPlainText().contains(QStringLiteral("5432")));
        QVERIFY(preview->toPlainText().contains(QStringLiteral("aws_vpc_security_group_ingress_rule")));
        QVERIFY(view()->rect().contains(popup->geometry()));
        shoot(QStringLiteral("connect"));
        QCOMPARE(bytes(), before);
        QTest::keyClick(ports, Qt::Key_Return);

        QCOMPARE(blueprint().connections(m_web).size(), 1);
        QVERIFY(terraform().contains(QStringLiteral("resource \"aws_vpc_security_group_ingress_rule\"")));
        QVERIFY(terraform().contains(QRegularExpression(QStringLiteral("from_port\\s+= 5432"))));
        // An end is shown by its own block, not by a group that was made for it.
        click(center(m_web));
        for (const auto &[target, start] : {std::pair(QStringLiteral("terraform"), QStringLiteral("resource \"aws_instance\" \"web\"")),
                                            std::pair(QStringLiteral("cloudformation-yaml"), QStringLiteral("  WebInstance:"))}) {
            editor().codePanel()->setTarget(target);
            auto *code = child<QPlainTextEdit>("code");
            QTRY_VERIFY2_WITH_TIMEOUT(!code->extraSelections().isEmpty()
                                          && code->extraSelections().constFirst().cursor.block().text().startsWith(start),
                                      qPrintable(code->toPlainText()), 10'000);
        }
        undo();
        QCOMPARE(bytes(), before);
        QVERIFY(!terraform().contains(QStringLiteral("5432")));
    }

    void typingInThePropertiesPanelIsOneStep()
    {
        const QByteArray before = bytes();
        click(center(m_web));
        QTRY_VERIFY(field(QStringLiteral("ami")));
        auto *ami = field(QStringLiteral("ami"))->findChild<QLineEdit *>();
        QVERIFY(ami);
        QTest::mouseClick(ami, Qt::LeftButton);
        QTest::keyClick(ami, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(ami, QStringLiteral("ami-0def"));
        QCOMPARE(row(m_web).properties.value(QStringLiteral("ami")), Value(QStringLiteral("ami-0def")));
        QVERIFY(terraformOf(m_web).contains(QStringLiteral("\"ami-0def\"")));
        canvas().setFocus();
        undo();
        QCOMPARE(bytes(), before);
        QTRY_COMPARE(field(QStringLiteral("ami"))->findChild<QLineEdit *>()->text(), QStringLiteral("ami-0abc"));
    }

    void aCidrIsCheckedWhileItIsTypedAndTheNextFreeIsOffered()
    {
        click(title(m_subnetB));
        QTRY_VERIFY(field(QStringLiteral("cidr_block")));
        auto *block = field(QStringLiteral("cidr_block"))->findChild<QLineEdit *>();
        QTest::mouseClick(block, Qt::LeftButton);
        QTest::keyClick(block, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(block, QStringLiteral("10.0.0.0/24"));
        QTRY_VERIFY(hasProblem(m_subnetB, QStringLiteral("overlap")) || hasProblem(m_subnetA, QStringLiteral("overlap")));
        auto *next = field(QStringLiteral("cidr_block"))->findChild<QToolButton *>(QStringLiteral("nextFree"));
        QVERIFY(next && next->isVisible());
        QTest::mouseClick(next, Qt::LeftButton);
        QCOMPARE(row(m_subnetB).properties.value(QStringLiteral("cidr_block")), Value(QStringLiteral("10.0.1.0/24")));
        QTRY_VERIFY(!hasProblem(m_subnetB, QStringLiteral("overlap")) && !hasProblem(m_subnetA, QStringLiteral("overlap")));
    }

    void severalAreEditedAtOnce()
    {
        const ResourceId api =
            add(QStringLiteral("aws_instance"), QStringLiteral("api"),
                {{QStringLiteral("instance_type"), QStringLiteral("t3.large")}, {QStringLiteral("ami"), QStringLiteral("ami-other")}},
                m_subnetB, {40, 48, 96, 96});
        const QByteArray before = bytes();
        click(center(m_web));
        click(center(api), Qt::ShiftModifier);
        QCOMPARE(editor().selection().resources().size(), 2);
        QTRY_VERIFY(field(QStringLiteral("ami")));
        auto *ami = field(QStringLiteral("ami"))->findChild<QLineEdit *>();
        QCOMPARE(ami->text(), QString());
        QCOMPARE(ami->placeholderText(), QStringLiteral("several values"));
        QTest::mouseClick(ami, Qt::LeftButton);
        QTest::keyClicks(ami, QStringLiteral("ami-both"));
        shoot(QStringLiteral("several"));
        for (const ResourceId &id : {m_web, api})
            QVERIFY2(terraformOf(id).contains(QStringLiteral("\"ami-both\"")), qPrintable(terraformOf(id)));
        QCOMPARE(row(api).properties.value(QStringLiteral("instance_type")), Value(QStringLiteral("t3.large"))); // untouched
        canvas().setFocus();
        undo();
        QCOMPARE(bytes(), before);
    }

    void aValueIsSwitchedToAVariableAndABlockIsAdded()
    {
        const auto made = edits::setVariable(
            blueprint(), Variable{VariableId(QStringLiteral("image")), QStringLiteral("string"), QStringLiteral("ami-9"), {}, false, {}});
        QVERIFY(made && editor().commit(*made));
        const QByteArray before = bytes();
        click(center(m_web));
        QTRY_VERIFY(field(QStringLiteral("ami")));
        auto *menu = field(QStringLiteral("ami"))->findChild<QMenu *>();
        Q_EMIT menu->aboutToShow();
        for (QAction *entry : menu->actions()) {
            if (entry->menu() && !entry->menu()->isEmpty())
                entry->menu()->actions().constFirst()->trigger();
        }
        QVERIFY2(terraformOf(m_web).contains(QRegularExpression(QStringLiteral("ami\\s+= var.image"))), qPrintable(terraformOf(m_web)));

        auto *disk = child<QWidget>("block:root_block_device");
        QVERIFY(disk);
        QTest::mouseClick(disk->findChild<QToolButton *>(QStringLiteral("add")), Qt::LeftButton);
        QTRY_VERIFY(!disk->findChildren<QFrame *>(QStringLiteral("card")).isEmpty());
        for (QMenu *fields : disk->findChildren<QMenu *>()) {
            for (QAction *entry : fields->actions()) {
                if (entry->text() == QLatin1String("volume_size"))
                    entry->trigger();
            }
        }
        QTRY_VERIFY(field(QStringLiteral("root_block_device.0.volume_size")));
        auto *size = field(QStringLiteral("root_block_device.0.volume_size"))->findChild<QLineEdit *>();
        QTest::mouseClick(size, Qt::LeftButton);
        QTest::keyClicks(size, QStringLiteral("64"));
        QVERIFY(terraformOf(m_web).contains(QStringLiteral("root_block_device {")));
        QVERIFY(terraformOf(m_web).contains(QRegularExpression(QStringLiteral("volume_size\\s+= 64"))));
        shoot(QStringLiteral("block"));
        canvas().setFocus();
        while (bytes() != before && editor().session().mayUndo())
            undo();
        QCOMPARE(bytes(), before);
    }

    void codeOfTheSelectionAlone()
    {
        QTRY_VERIFY(child<QPlainTextEdit>("code"));
        auto *code = child<QPlainTextEdit>("code");
        QTRY_VERIFY_WITH_TIMEOUT(code->toPlainText().contains(QStringLiteral("aws_vpc\" \"net")), 10'000);
        click(center(m_web));
        QTest::mouseClick(child<QToolButton>("codeSelectionOnly"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!code->toPlainText().contains(QStringLiteral("resource \"aws_vpc\"")), 10'000);
        QVERIFY(code->toPlainText().contains(QStringLiteral("resource \"aws_instance\" \"web\"")));
        click(title(m_subnetB)); // it follows what is selected
        QTRY_VERIFY_WITH_TIMEOUT(code->toPlainText().contains(QStringLiteral("\"aws_subnet\" \"right\"")), 10'000);
        QVERIFY(!code->toPlainText().contains(QStringLiteral("resource \"aws_instance\"")));
    }

    void theFixButtonMendsAProblem()
    {
        set(m_subnetB, QStringLiteral("cidr_block"), QStringLiteral("10.0.0.0/24"));
        const QByteArray before = bytes();
        QModelIndex found;
        for (int r = 0; r < problems()->model()->rowCount(); ++r) {
            const QModelIndex index = problems()->model()->index(r, 0);
            if (index.data(ProblemsModel::FixRole).toString().contains(QStringLiteral("next free")))
                found = index;
        }
        QVERIFY(found.isValid());
        shoot(QStringLiteral("problems"));
        const QString message = found.data().toString();
        problems()->scrollTo(found);
        const QRect link = ProblemsDelegate::fixRect(problems()->visualRect(found), problems()->font(), found);
        QTest::mouseClick(problems()->viewport(), Qt::LeftButton, {}, link.center());
        QVERIFY(bytes() != before);
        for (int r = 0; r < problems()->model()->rowCount(); ++r)
            QVERIFY(problems()->model()->index(r, 0).data().toString() != message);
        const Value left = row(m_subnetA).properties.value(QStringLiteral("cidr_block"));
        QVERIFY(left != row(m_subnetB).properties.value(QStringLiteral("cidr_block")));
        undo();
        QCOMPARE(bytes(), before);
        QTRY_COMPARE(editor().findings().count(Severity::Error) > 0, true);
    }

    void aClickOnAProblemSelectsAndCentresIt()
    {
        const ResourceId far = add(QStringLiteral("aws_subnet"), QStringLiteral("far"),
                                   {{QStringLiteral("cidr_block"), QStringLiteral("10.9.0.0/24")}}, m_vpc, {3000, 2400, 304, 240});
        canvas().zoomTo(1);
        canvas().reveal(m_web);
        QVERIFY(!view()->rect().contains(canvas().viewRect(far).center()));
        QTRY_VERIFY(problem(far, QStringLiteral("far")).isValid());
        const QModelIndex found = problem(far, QStringLiteral("far"));
        problems()->scrollTo(found);
        const QRect line = problems()->visualRect(found);
        QTest::mouseClick(problems()->viewport(), Qt::LeftButton, {}, QPoint(line.left() + 60, line.center().y()));
        QCOMPARE(editor().selection().resources(), QList<ResourceId>{far});
        const QPoint off = canvas().viewRect(far).center() - view()->rect().center();
        QVERIFY2(off.manhattanLength() < 8, qPrintable(QStringLiteral("%1, %2").arg(off.x()).arg(off.y())));
    }

    void theBadgeTellsWhatIsWrong()
    {
        set(m_subnetB, QStringLiteral("cidr_block"), QStringLiteral("10.0.0.0/24"));
        const auto findings = editor().findings().byResource().value(m_subnetB) + editor().findings().byResource().value(m_subnetA);
        QVERIFY(!findings.isEmpty());
        const ResourceId wrong = findings.first().resource;
        const QPoint on = at(title(wrong));
        QHelpEvent help(QEvent::ToolTip, on, view()->mapToGlobal(on));
        QCoreApplication::sendEvent(view(), &help);
        QVERIFY2(QToolTip::text().contains(findings.first().message.toHtmlEscaped()), qPrintable(QToolTip::text()));
        QToolTip::hideText();
    }

    void expectedUseChangesTheCostAndNotTheCode()
    {
        const ResourceId gateway = add(QStringLiteral("aws_nat_gateway"), QStringLiteral("out"), {}, m_subnetB, {40, 48, 96, 96});
        const QByteArray before = bytes();
        const QString code = terraform();
        const auto cost = editor().estimate().monthly();
        click(center(gateway));
        auto *tabs = child<QTabBar>("propertyTabs");
        QTRY_VERIFY(tabs->isVisible() && tabs->tabRect(2).right() <= tabs->width());
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(2).center());
        QCOMPARE(tabs->currentIndex(), 2);
        auto *amount = child<QLineEdit>("usage:monthly_data_processed_gb");
        QVERIFY(amount);
        QTRY_VERIFY(amount->isVisible());
        QTest::keyClicks(amount, QStringLiteral("many"));
        QTest::keyClick(amount, Qt::Key_Return);
        QCOMPARE(bytes(), before);
        QVERIFY(child<QLabel>("usageMessage")->isVisible());
        amount->selectAll();
        QTest::keyClicks(amount, QStringLiteral("5000"));
        QTest::keyClick(amount, Qt::Key_Return);
        shoot(QStringLiteral("usage"));
        QVERIFY(editor().estimate().monthly() > cost);
        QVERIFY(child<QLabel>("costTotal")->text().contains(dollars(editor().estimate().byResource().value(gateway).monthly)));
        QCOMPARE(terraform(), code);
        amount->selectAll();
        QTest::keyClick(amount, Qt::Key_Delete);
        QTest::keyClick(amount, Qt::Key_Return);
        QCOMPARE(editor().estimate().monthly(), cost); // the standard assumption again
        canvas().setFocus();
        undo();
        undo();
        QCOMPARE(bytes(), before);
    }

    void whatHasNoPriceIsSaidBesideWhatHasOne()
    {
        const PropertyMap disk{{QStringLiteral("volume_size"), 100}, {QStringLiteral("volume_type"), QStringLiteral("gp3")}};
        const ResourceId machine =
            add(QStringLiteral("aws_instance"), QStringLiteral("future"),
                {{QStringLiteral("instance_type"), QStringLiteral("t99.huge")}, {QStringLiteral("root_block_device"), ValueList{disk}}},
                m_subnetB, {40, 48, 96, 96});
        click(center(machine));
        auto *tabs = child<QTabBar>("propertyTabs");
        QTRY_VERIFY(tabs->isVisible() && tabs->tabRect(2).right() <= tabs->width());
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(2).center());
        QTRY_COMPARE(child<QLabel>("costTotal")->text(), QStringLiteral("$8.00 a month, without what has no price"));
        QVERIFY(child<QLabel>("costNote")->text().contains(QLatin1String("t99.huge")));
        canvas().setFocus();
        undo();
    }

    void costsFollowEachEdit()
    {
        const auto before = editor().estimate().monthly();
        const QByteArray file = bytes();
        click(center(m_web));
        key(Qt::Key_D, Qt::ControlModifier);
        QVERIFY(editor().estimate().monthly() > before);
        QVERIFY(m_window->statusText().contains(dollars(editor().estimate().monthly())));
        undo();
        QCOMPARE(bytes(), file);
        QCOMPARE(editor().estimate().monthly(), before);
        QVERIFY(m_window->statusText().contains(dollars(before)));
    }
};

QTEST_MAIN(TestMainWindowEdits)
#include "test_mainwindow_edits.moc"
