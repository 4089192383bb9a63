// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/edits.h"
#include "qml/costpanel.h"

#include <QAccessible>
#include <QQuickItem>
#include <QQuickWidget>
#include <QSignalSpy>
#include <QTest>

using namespace groundplan;

namespace {

QPalette paletteOf(bool isDark)
{
    QPalette palette;
    palette.setColor(QPalette::Window, isDark ? QColor(0x1b, 0x22, 0x2b) : QColor(Qt::white));
    palette.setColor(QPalette::WindowText, isDark ? QColor(0xe6, 0xed, 0xf3) : QColor(0x1f, 0x24, 0x30));
    palette.setColor(QPalette::Highlight, isDark ? QColor(0x4f, 0x8c, 0xff) : QColor(0x2f, 0x6f, 0xeb));
    return palette;
}

QQuickItem *itemNamed(QQuickItem *from, const QString &name)
{
    if (from->objectName() == name)
        return from;
    for (QQuickItem *child : from->childItems()) {
        if (QQuickItem *found = itemNamed(child, name))
            return found;
    }
    return nullptr;
}

/// The example with what the window keeps for it.
struct Window {
    Catalog catalog;
    Estimator estimator{catalog};
    Document document;
    LiveEstimate live{estimator, catalog};
    CostPanel panel;

    explicit Window(Blueprint blueprint) : document(std::move(blueprint)), panel(document, catalog, estimator, live)
    {
        live.reset(document.blueprint());
        panel.setFont(QFont(QStringLiteral("Inter")));
        panel.setPalette(paletteOf(false));
        panel.resize(300, 260);
        QObject::connect(&document, &Document::changed, &panel, [this](const ChangeSet &changes) {
            live.update(document.blueprint(), changes);
            panel.refresh();
        });
    }
    QQuickWidget *view() const { return panel.findChild<QQuickWidget *>(); }
    QQuickItem *item(const char *name) const { return itemNamed(view()->rootObject(), QString::fromUtf8(name)); }
    void show()
    {
        panel.show();
        panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
    }
    void click(const char *name, int x = 40) const
    {
        QQuickItem *row = item(name);
        QVERIFY2(row, name);
        const QPointF at = row->mapToScene(QPointF(x, row->height() / 2));
        QTest::mouseClick(view(), Qt::LeftButton, {}, at.toPoint());
    }
    /// For looking at: pictures of the panel in the folder that the environment names.
    void save(const char *name) const
    {
        const QByteArray folder = qgetenv("GROUNDPLAN_SHOTS");
        if (!folder.isEmpty())
            QVERIFY(
                view()->grabFramebuffer().save(QString::fromLocal8Bit(folder) + u'/' + QString::fromLatin1(name) + QStringLiteral(".png")));
    }
};

Blueprint example()
{
    const Result<Blueprint> loaded = blueprintfile::load(QStringLiteral(":/groundplan/examples/three-tier.groundplan"));
    return loaded ? *loaded : Blueprint();
}

void commit(Window &window, const Result<ChangeSet> &changes)
{
    QVERIFY2(changes, changes ? "" : qPrintable(changes.error().text()));
    QVERIFY(window.document.apply(*changes));
}

/// Some thousand instances in a VPC, and a type without a price.
Blueprint bigBlueprint()
{
    Blueprint blueprint;
    ChangeSet set;
    const ResourceId region(QStringLiteral("region"));
    set.add(Resource{region,
                     QStringLiteral("groundplan_region"),
                     QStringLiteral("region"),
                     {},
                     {{QStringLiteral("region"), QStringLiteral("us-east-1")}},
                     {},
                     {}});
    for (int i = 0; i < 3000; ++i) {
        const QString name = QStringLiteral("web_%1").arg(i, 4, 10, QLatin1Char('0'));
        set.add(Resource{ResourceId(name),
                         QStringLiteral("aws_instance"),
                         name,
                         {region},
                         {{QStringLiteral("instance_type"), i % 2 ? QStringLiteral("t3.medium") : QStringLiteral("m5.4xlarge")}},
                         {},
                         {}});
    }
    for (int i = 0; i < 40; ++i) {
        const QString name = QStringLiteral("gate_%1").arg(i);
        set.add(Resource{
            ResourceId(name), i % 2 ? QStringLiteral("aws_nat_gateway") : QStringLiteral("aws_s3_bucket"), name, {region}, {}, {}, {}});
    }
    set.add(Resource{
        ResourceId(QStringLiteral("studio")), QStringLiteral("aws_sagemaker_domain"), QStringLiteral("studio"), {region}, {}, {}, {}});
    const Result<> done = blueprint.apply(set);
    Q_ASSERT(done);
    return blueprint;
}

} // namespace

class TestCostPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void showsTotalContextAndCategories()
    {
        Window window(example());
        window.show();
        QTRY_COMPARE(window.item("total")->property("text").toString(), QStringLiteral("$455.14"));
        QTRY_VERIFY(window.item("category:Database"));
        QVERIFY(window.item("category:Compute"));
        QVERIFY(!window.item("difference")->isVisible());
        window.save("cost-light");
    }

    void anEditShowsWhatItChanged()
    {
        Window window(example());
        window.show();
        commit(window, edits::removeResources(window.document.blueprint(), {ResourceId(QStringLiteral("redis"))}));
        QQuickItem *difference = window.item("difference");
        QTRY_VERIFY(difference->isVisible());
        QCOMPARE(difference->property("text").toString(), QStringLiteral("▾ $100.30 with this edit"));
        const QColor cheaper = difference->property("color").value<QColor>();
        QVERIFY(cheaper.green() > cheaper.red());
        window.save("cost-light-cheaper");
        commit(window,
               edits::setProperty(window.document.blueprint(), {ResourceId(QStringLiteral("asg"))}, QStringLiteral("desired_capacity"), 3));
        QTRY_VERIFY(difference->property("text").toString().startsWith(QStringLiteral("▴ $34.07")));
        const QColor dearer = difference->property("color").value<QColor>();
        QVERIFY(dearer.red() > dearer.green());
    }

    void aClickOpensACategoryAndRevealsAResource()
    {
        Window window(example());
        window.panel.resize(300, 560);
        window.show();
        QTRY_VERIFY(window.item("category:Database"));
        QVERIFY(!window.item("resource:app"));
        window.click("category:Database");
        QTRY_VERIFY(window.item("resource:app"));
        QSignalSpy revealed(&window.panel, &CostPanel::revealRequested);
        window.click("resource:app", 80);
        QCOMPARE(revealed.count(), 1);
        QVERIFY(revealed.first().first().value<ResourceId>() == ResourceId(QStringLiteral("db")));
        window.click("resource:app", 22); // its arrow opens the parts
        QTRY_VERIFY(window.item("part:Database instance (postgres, Multi-AZ, db.t3.medium)"));
        QCOMPARE(revealed.count(), 1);
        window.save("cost-light-open");
        window.panel.setPalette(paletteOf(true));
        QTRY_COMPARE(window.item("total")->property("color").value<QColor>(), QColor(0xe6, 0xed, 0xf3));
        window.save("cost-dark-open");
        window.click("category:Database");
        QTRY_VERIFY(!window.item("resource:app"));
    }

    void theKeyboardDoesAllOfIt()
    {
        Window window(example());
        window.panel.resize(300, 560);
        window.show();
        QTRY_VERIFY(window.item("category:Network"));
        window.view()->setFocus();
        QQuickItem *list = window.item("rows");
        QTRY_VERIFY(list->hasActiveFocus());
        QTRY_COMPARE(list->property("currentIndex").toInt(), 0);
        QTest::keyClick(window.view(), Qt::Key_Right);
        QTRY_VERIFY(list->property("count").toInt() > 5);
        QTest::keyClick(window.view(), Qt::Key_Down);
        QSignalSpy revealed(&window.panel, &CostPanel::revealRequested);
        QTest::keyClick(window.view(), Qt::Key_Return);
        QCOMPARE(revealed.count(), 1);
        const int closed = list->property("count").toInt();
        QTest::keyClick(window.view(), Qt::Key_Space);
        QTRY_VERIFY(list->property("count").toInt() > closed);
        QTest::keyClick(window.view(), Qt::Key_Left);
        QTRY_COMPARE(list->property("count").toInt(), closed);
        QTest::keyClick(window.view(), Qt::Key_Left);
        QTRY_COMPARE(list->property("currentIndex").toInt(), 0);
    }

    void aHiddenPanelCatchesUpWhenItIsShown()
    {
        Window window(example());
        commit(window, edits::removeResources(window.document.blueprint(), {ResourceId(QStringLiteral("redis"))}));
        QVERIFY(!window.item("category:Database"));
        window.show();
        QTRY_COMPARE(window.item("total")->property("text").toString(), QStringLiteral("$354.84"));
        QTRY_VERIFY(window.item("category:Database"));
    }

    void anOpenCategorySurvivesAnEdit()
    {
        Window window(example());
        window.panel.resize(300, 560);
        window.show();
        QTRY_VERIFY(window.item("category:Database"));
        window.click("category:Database");
        QTRY_VERIFY(window.item("resource:app"));
        commit(
            window,
            edits::setProperty(window.document.blueprint(), {ResourceId(QStringLiteral("db"))}, QStringLiteral("allocated_storage"), 200));
        QTRY_VERIFY(window.item("total")->property("text").toString() == QStringLiteral("$478.14"));
        QVERIFY(window.item("resource:app"));
    }

    void thousandsOfResourcesScrollAndNameWhatHasNoPrice()
    {
        Window window(bigBlueprint());
        window.panel.setPalette(paletteOf(true));
        window.panel.resize(300, 400);
        window.show();
        QTRY_VERIFY(window.item("unpriced:1 type has no price"));
        window.click("category:Compute");
        QQuickItem *list = window.item("rows");
        QTRY_VERIFY(list->property("count").toInt() > 3000);
        QVERIFY(!window.item("resource:web_2998")); // only what is seen exists
        window.save("cost-dark-big");
        QTest::keyClick(window.view(), Qt::Key_End);
        list->setProperty("contentY", 5000);
        QTRY_VERIFY(list->property("contentY").toInt() > 0);
        window.save("cost-dark-big-scrolled");
    }

    void anEmptyBlueprintSaysSo()
    {
        Window window{Blueprint()};
        window.show();
        QTRY_COMPARE(window.item("total")->property("text").toString(), QStringLiteral("$0.00"));
        window.save("cost-empty");
    }
};

QTEST_MAIN(TestCostPanel)
#include "test_costpanel.moc"
