// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/problems.h"

#include "model/blueprint/edits.h"
#include "tests/model/guardrails/guardrailstest.h"
#include "views/panels/problemsdelegate.h"
#include "views/panels/problemsmodel.h"

#include <QAction>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QClipboard>

using namespace groundplan;
using namespace Qt::StringLiterals;

namespace {

/// A document with its findings, wired as the window does it.
class Desk : public QObject {
public:
    explicit Desk(const Catalog &catalog, const Checker &checker, const Blueprint &blueprint)
        : document(blueprint),
          live(checker),
          panel({document, catalog, selection, [this](const ChangeSet &changes) { return document.apply(changes); }}, checker, live)
    {
        live.reset(blueprint);
        connect(&document, &Document::changed, this,
                [this](const ChangeSet &changes) { panel.refresh(live.update(document.blueprint(), changes)); });
        panel.resize(420, 300);
        panel.reset();
        panel.show();
    }
    QListView *list() const { return panel.findChild<QListView *>(u"problemList"_s); }
    QStringList messages() const
    {
        QStringList texts;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            texts.append(list()->model()->index(row, 0).data().toString());
        return texts;
    }
    QPoint middleOf(int row) const { return list()->visualRect(list()->model()->index(row, 0)).center(); }

    Document document;
    Selection selection;
    LiveFindings live;
    ProblemsPanel panel;
};

Blueprint twoProblems()
{
    Sketch s = Sketch::network();
    s.set(u"private_a"_s, u"cidr_block"_s, Sketch::text("192.168.0.0/24")); // an error with a fix
    s.add(u"lone"_s, u"aws_subnet"_s, {u"az_a"_s}, {{u"cidr_block"_s, Sketch::text("10.0.60.0/24")}});
    s.add(u"worker"_s, u"aws_instance"_s, {u"lone"_s},
          {{u"ami"_s, Sketch::text("ami-1")},
           {u"instance_type"_s, Sketch::text("t3.micro")},
           {u"metadata_options"_s, Sketch::block({{u"http_tokens"_s, Sketch::text("required")}})},
           {u"root_block_device"_s, Sketch::block({{u"encrypted"_s, true}})}}); // a warning without one
    s.add(u"log"_s, u"aws_flow_log"_s, {}, {{u"vpc_id"_s, Sketch::ref("vpc")}, {u"log_destination"_s, Sketch::text("arn:aws:s3:::logs")}});
    return s.blueprint;
}

} // namespace

/// The panel as a user works with it: by mouse and by keys.
class TestProblems : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsErrorsFirstAndCountsThem()
    {
        Desk desk(m_catalog, m_checker, twoProblems());
        QCOMPARE(desk.messages().size(), 2);
        QVERIFY(desk.messages().first().startsWith(u"private_a"_s));
        QVERIFY(desk.messages().last().startsWith(u"worker"_s));
        QCOMPARE(desk.panel.findChild<QLabel *>(u"problemCounts"_s)->text(), u"1 error · 1 warning"_s);
    }
    void aClickSelectsAndCentres()
    {
        Desk desk(m_catalog, m_checker, twoProblems());
        QSignalSpy revealed(&desk.selection, &Selection::revealRequested);
        QTest::mouseClick(desk.list()->viewport(), Qt::LeftButton, {}, desk.middleOf(1));
        QCOMPARE(revealed.count(), 1);
        QCOMPARE(desk.selection.resources(), QList<ResourceId>{ResourceId(u"worker"_s)});
    }
    void keysWalkFollowAndFix()
    {
        Desk desk(m_catalog, m_checker, twoProblems());
        desk.list()->setFocus();
        QTest::keyClick(desk.list(), Qt::Key_Home);
        QTest::keyClick(desk.list(), Qt::Key_Down);
        QTest::keyClick(desk.list(), Qt::Key_Return);
        QCOMPARE(desk.selection.resources(), QList<ResourceId>{ResourceId(u"worker"_s)});
        QTest::keyClick(desk.list(), Qt::Key_F); // no certain remedy: nothing happens
        QCOMPARE(desk.document.revision(), quint64(0));
        QTest::keyClick(desk.list(), Qt::Key_Up);
        QTest::keyClick(desk.list(), Qt::Key_F);
        QCOMPARE(desk.document.revision(), quint64(1));
        QCOMPARE(desk.messages().size(), 1);
        QVERIFY(desk.messages().first().startsWith(u"worker"_s));
    }
    void theLinkFixes()
    {
        Desk desk(m_catalog, m_checker, twoProblems());
        QSignalSpy revealed(&desk.selection, &Selection::revealRequested);
        const QModelIndex index = desk.list()->model()->index(0, 0);
        const QRect link = ProblemsDelegate::fixRect(desk.list()->visualRect(index), desk.list()->font(), index);
        QVERIFY(!link.isEmpty());
        QTest::mouseClick(desk.list()->viewport(), Qt::LeftButton, {}, link.center());
        QCOMPARE(revealed.count(), 0);
        QCOMPARE(desk.document.revision(), quint64(1));
        const Value block = desk.document.blueprint().find(ResourceId(u"private_a"_s))->properties.value(u"cidr_block"_s);
        QCOMPARE(block, Value(u"10.0.0.0/24"_s));
        QCOMPARE(desk.messages().size(), 1);
    }
    void aRefusedFixIsTold()
    {
        Document document(twoProblems());
        Selection selection;
        LiveFindings live(m_checker);
        live.reset(document.blueprint());
        ProblemsPanel panel({document, m_catalog, selection, [](const ChangeSet &) -> Result<> { return Error{u"The file is locked."_s}; }},
                            m_checker, live);
        panel.show();
        QSignalSpy failed(&panel, &ProblemsPanel::failed);
        auto *list = panel.findChild<QListView *>(u"problemList"_s);
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_F);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().toString(), u"The file is locked."_s);
    }
    void severitiesCanBeHidden()
    {
        Desk desk(m_catalog, m_checker, twoProblems());
        auto *errors = desk.panel.findChild<QToolButton *>(u"problemFilter0"_s);
        auto *warnings = desk.panel.findChild<QToolButton *>(u"problemFilter1"_s);
        QTest::mouseClick(errors, Qt::LeftButton);
        QCOMPARE(desk.messages().size(), 1);
        QVERIFY(desk.messages().first().startsWith(u"worker"_s));
        QTest::mouseClick(warnings, Qt::LeftButton);
        QVERIFY(desk.panel.findChild<QLabel *>(u"noProblems"_s)->isVisible());
        QVERIFY(desk.panel.findChild<QLabel *>(u"noProblems"_s)->text().contains(u"2 hidden"_s));
        QTest::mouseClick(errors, Qt::LeftButton);
        QTest::mouseClick(warnings, Qt::LeftButton);
        QCOMPARE(desk.messages().size(), 2);
    }
    void aFindingIsAcceptedWithAReasonAndTakenBack()
    {
        Desk desk(m_catalog, m_checker, twoProblems());
        QAction *accept = menuAction(desk, desk.middleOf(1), u"Accept for good…"_s);
        QVERIFY(accept);
        accept->trigger();
        QPointer<QInputDialog> dialog;
        QTRY_VERIFY(dialog = desk.panel.findChild<QInputDialog *>(u"acceptFinding"_s));
        QTRY_VERIFY(dialog->isVisible());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"a batch job"_s);
        QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_COMPARE(desk.messages().size(), 1);
        const QList<AcceptanceId> accepted = desk.document.blueprint().ids<Acceptance>();
        QCOMPARE(accepted.size(), 1);
        QCOMPARE(desk.document.blueprint().find<Acceptance>(accepted.first())->reason, u"a batch job"_s);

        QAction *withdraw = menuAction(desk, desk.middleOf(0), u"Withdraw acceptance"_s);
        QVERIFY(withdraw && withdraw->menu());
        withdraw->menu()->actions().first()->trigger();
        QCOMPARE(desk.messages().size(), 2);
    }
    void theLineCanBeCopied()
    {
        Desk desk(m_catalog, m_checker, twoProblems());
        QAction *copy = menuAction(desk, desk.middleOf(1), u"Copy"_s);
        QVERIFY(copy);
        copy->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"worker has no way out"_s));
    }
    void nothingWrongSaysSo()
    {
        Sketch s;
        Desk desk(m_catalog, m_checker, s.blueprint);
        QVERIFY(desk.panel.findChild<QLabel *>(u"noProblems"_s)->isVisible());
        QVERIFY(!desk.list()->isVisible());
        QCOMPARE(desk.panel.findChild<QLabel *>(u"problemCounts"_s)->text(), QString());
    }
    void aHiddenPanelCatchesUp()
    {
        Desk desk(m_catalog, m_checker, twoProblems());
        desk.panel.hide();
        const auto edit =
            edits::setProperty(desk.document.blueprint(), {ResourceId(u"private_a"_s)}, u"cidr_block"_s, Sketch::text("10.0.11.0/24"));
        QVERIFY(desk.document.apply(*edit));
        QCOMPARE(desk.messages().size(), 2);
        desk.panel.show();
        QCOMPARE(desk.messages().size(), 1);
    }
    void theCurrentRowSurvivesAnEditElsewhere()
    {
        Desk desk(m_catalog, m_checker, twoProblems());
        desk.list()->setCurrentIndex(desk.list()->model()->index(1, 0));
        const auto edit =
            edits::setProperty(desk.document.blueprint(), {ResourceId(u"private_a"_s)}, u"cidr_block"_s, Sketch::text("10.0.11.0/24"));
        QVERIFY(desk.document.apply(*edit));
        QCOMPARE(desk.list()->currentIndex().row(), 0);
        QVERIFY(desk.list()->currentIndex().data().toString().startsWith(u"worker"_s));
    }
    void tenThousandFindingsAreFollowed()
    {
        Sketch s;
        ChangeSet many;
        for (int i = 0; i < 10000; ++i) {
            Resource volume;
            volume.id = ResourceId(u"v%1"_s.arg(i));
            volume.name = u"volume_%1"_s.arg(i);
            volume.type = u"aws_ebs_volume"_s;
            volume.properties = {{u"availability_zone"_s, Sketch::text("us-east-1a")}, {u"type"_s, Sketch::text("gp3")}, {u"size"_s, 8}};
            many.add(volume);
        }
        s.apply(many);
        Desk desk(m_catalog, m_checker, s.blueprint);
        QCOMPARE(desk.messages().size(), 10000);
        desk.panel.grab();
        const auto edit = edits::setProperty(desk.document.blueprint(), {ResourceId(u"v5000"_s)}, u"encrypted"_s, true);
        QVERIFY(desk.document.apply(*edit));
        desk.panel.grab();
        QCOMPARE(desk.messages().size(), 9999);
    }
    void looksRight()
    {
        const QByteArray folder = qgetenv("GROUNDPLAN_SHOTS");
        if (folder.isEmpty())
            QSKIP("GROUNDPLAN_SHOTS names no folder");
        Sketch s;
        s.blueprint = twoProblems();
        s.add(u"disk"_s, u"aws_ebs_volume"_s, {}, {{u"availability_zone"_s, Sketch::text("us-east-1a")}, {u"type"_s, Sketch::text("gp2")}});
        Desk desk(m_catalog, m_checker, s.blueprint);
        desk.list()->setCurrentIndex(desk.list()->model()->index(1, 0));
        QVERIFY(desk.panel.grab().save(QString::fromLocal8Bit(folder) + u"/problems.png"_s));
        Sketch none;
        Desk empty(m_catalog, m_checker, none.blueprint);
        QVERIFY(empty.panel.grab().save(QString::fromLocal8Bit(folder) + u"/problems-none.png"_s));
    }

private:
    static QAction *menuAction(Desk &desk, const QPoint &at, const QString &text)
    {
        Q_EMIT desk.list()->customContextMenuRequested(at);
        const QList<QMenu *> menus = desk.panel.findChildren<QMenu *>(u"problemMenu"_s);
        if (menus.isEmpty())
            return nullptr;
        for (QAction *action : menus.last()->actions())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    const Catalog m_catalog;
    const Checker m_checker{m_catalog};
};

QTEST_MAIN(TestProblems)
#include "test_problems.moc"
